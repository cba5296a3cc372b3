import { Type, type Static } from '@sinclair/typebox'
import { recordId } from '../../http/params.js'
import { gathering } from '../../plugin/hooks.js'

const text = (maxLength: number) => Type.String({ maxLength })
const maybe = (maxLength: number) => Type.Union([text(maxLength), Type.Null()])

/** A figure of the head of a case's story: what was sold in it, how long it took. */
export interface StoryFact {
  readonly label: string
  readonly value: string
}

/**
 * What a plugin says of a case in the head of its story, as far as the reader may see it: `day` (local, `YYYY-MM-DD`) is
 * the last one the story tells of.
 */
export const caseStory = gathering<StoryFact, { case: { id: number; contractorId: number }; day: string }>(
  'core.case-story',
)

const turn = Type.Object({ at: text(24), by: maybe(200), state: text(20), stateLabel: text(100) })
const file = Type.Object({
  id: recordId,
  name: text(255),
  mediaType: text(100),
  size: Type.Integer({ minimum: 0 }),
  sha256: text(64),
  at: text(24),
  by: maybe(200),
})

/** Something that happened in a case, or is to happen. Instants are UTC; names that may not be seen are null. */
export const storyEvent = Type.Object({
  id: recordId,
  at: maybe(24),
  type: text(40),
  typeLabel: text(200),
  icon: text(40),
  hue: text(20),
  subject: text(200),
  state: text(20),
  stateLabel: text(100),
  from: maybe(24),
  to: maybe(24),
  deadline: maybe(24),
  owner: maybe(200),
  performer: maybe(200),
  person: maybe(200),
  note: maybe(20_000),
  outcome: maybe(2000),
  turns: Type.Array(turn),
  files: Type.Array(file),
})

/** A case as one document: its head, and its events from the first to the last, as they were at the end of a day. */
export const storyAnswer = Type.Object({
  id: recordId,
  /** Local, `YYYY-MM-DD`. */
  day: text(10),
  number: text(40),
  name: text(200),
  aliases: maybe(2000),
  contractor: maybe(300),
  contractorRole: text(200),
  owner: maybe(200),
  note: maybe(20_000),
  openedAt: text(24),
  closedAt: maybe(24),
  closedBy: maybe(200),
  resultLabel: maybe(100),
  closingReason: maybe(2000),
  /** How the case was handed over, from whom to whom. */
  owners: Type.Array(Type.Object({ at: text(24), from: maybe(200), to: maybe(200) })),
  facts: Type.Array(Type.Object({ label: text(200), value: text(200) })),
  events: Type.Array(storyEvent),
  /** True when the case has more events than a document holds. */
  cut: Type.Boolean(),
})

export type Story = Static<typeof storyAnswer>
export type StoryEvent = Static<typeof storyEvent>
export type StoryFile = StoryEvent['files'][number]
