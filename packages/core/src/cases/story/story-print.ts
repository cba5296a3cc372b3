import type { Ctx } from '../../ctx.js'
import { formatDay, formatInstant } from '../../time/format-day.js'
import { localDateTime, localDay } from '../../time/instant.js'
import { sizeText } from '../../ui/helpers/figures.js'
import type { Story, StoryEvent } from './story.js'

interface Fact {
  readonly label: string
  readonly value: string
}

/** What the template `case-story.typ` is given: texts ready to be placed, in one language. */
export interface StoryPrint {
  readonly language: 'pl' | 'en'
  readonly title: string
  readonly number: string
  readonly name: string
  readonly asOf: string
  readonly facts: readonly Fact[]
  readonly note: string
  readonly events: readonly StoryEventPrint[]
  readonly nothing: string
  /** Said under the last event when there are more; '' when there are not. */
  readonly cut: string
  readonly page: { readonly page: string; readonly of: string }
}

interface StoryEventPrint {
  readonly when: string
  readonly type: string
  readonly subject: string
  readonly state: string
  readonly facts: readonly Fact[]
  readonly texts: readonly Fact[]
  readonly turns: readonly string[]
  readonly filesLabel: string
  readonly files: readonly { readonly name: string; readonly about: string; readonly hash: string }[]
}

/** A story as the texts of its print, in the reader's language and the firm's time. */
export function storyPrint(ctx: Ctx, story: Story): StoryPrint {
  return {
    language: ctx.locale,
    title: ctx.t('core.story.title'),
    number: story.number,
    name: story.name,
    asOf: ctx.t('core.story.as-of', { day: formatDay(story.day, ctx.locale) }),
    facts: headFacts(ctx, story),
    note: story.note ?? '',
    events: story.events.map((each) => eventPrint(ctx, each)),
    nothing: ctx.t('core.story.nothing'),
    cut: story.cut ? ctx.t('core.story.cut', { count: story.events.length }) : '',
    page: { page: ctx.t('core.story.page'), of: ctx.t('core.story.of') },
  }
}

/** The head of a story: what the case is, whose, how it ended, and what plugins say of it. */
export function headFacts(ctx: Ctx, story: Story): readonly Fact[] {
  const { closedAt, closedBy, resultLabel } = story
  const ended = closedAt && [resultLabel, moment(ctx, closedAt), closedBy].filter(Boolean).join(' · ')
  return known([
    [ctx.t('core.case.contractor'), story.contractor ?? ctx.t('core.no-access')],
    [ctx.t('core.case.contractorRole'), story.contractorRole],
    [ctx.t('core.case.owner'), story.owner],
    [ctx.t('core.case.aliases'), story.aliases?.split('\n').join(', ')],
    [ctx.t('core.case.createdAt'), moment(ctx, story.openedAt)],
    ...story.owners.map(({ at, from, to }): [string, string] => [
      ctx.t('core.story.handed-over'),
      `${from ?? '–'} → ${to ?? '–'} (${moment(ctx, at)})`,
    ]),
    [ctx.t('core.case.closedAt'), ended],
    [ctx.t('core.case.closingReason'), story.closingReason],
    ...story.facts.map(({ label, value }): [string, string] => [label, value]),
  ])
}

/** Who and when of an event of a story. */
export function eventFacts(ctx: Ctx, told: StoryEvent): readonly Fact[] {
  return known([
    [ctx.t('core.event.owner'), told.owner],
    [ctx.t('core.event.performer'), told.performer],
    [ctx.t('core.event.person'), told.person],
    [ctx.t('core.event.deadline'), told.deadline && moment(ctx, told.deadline)],
  ])
}

/** When an event was, or is to be: one instant, or from one to another. */
export function whenOf(ctx: Ctx, { from, to, at }: StoryEvent): string {
  if (from === null) return at === null ? ctx.t('core.story.undated') : moment(ctx, at)
  const start = moment(ctx, from)
  if (to === null || to === from) return start
  const sameDay = localDay(from, ctx.zone) === localDay(to, ctx.zone)
  return sameDay ? `${start}–${localDateTime(to, ctx.zone).slice(11)}` : `${start} – ${moment(ctx, to)}`
}

/** A change of state as one line: when, what, by whom. */
export function turnText(ctx: Ctx, { at, stateLabel, by }: StoryEvent['turns'][number]): string {
  return [moment(ctx, at), stateLabel, by].filter(Boolean).join(' · ')
}

/** When, how much and from whom a file came. */
export function fileText(ctx: Ctx, { at, size, by }: StoryEvent['files'][number]): string {
  return [moment(ctx, at), sizeText(size, ctx.locale), by].filter(Boolean).join(' · ')
}

function eventPrint(ctx: Ctx, told: StoryEvent): StoryEventPrint {
  return {
    when: whenOf(ctx, told),
    type: told.typeLabel,
    subject: told.subject,
    state: told.stateLabel,
    facts: eventFacts(ctx, told),
    texts: known([
      [ctx.t('core.event.note'), told.note],
      [ctx.t('core.event.outcome'), told.outcome],
    ]),
    turns: told.turns.map((turn) => turnText(ctx, turn)),
    filesLabel: ctx.t('core.event.files'),
    files: told.files.map((file) => ({ name: file.name, about: fileText(ctx, file), hash: file.sha256 })),
  }
}

const moment = (ctx: Ctx, instant: string): string => formatInstant(instant, ctx.zone, ctx.locale)

function known(facts: readonly (readonly [string, string | null | undefined])[]): Fact[] {
  return facts.flatMap(([label, value]) => (value ? [{ label, value }] : []))
}
