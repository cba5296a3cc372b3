// A door is read across rather than down: its longer lists of names keep their lines.

// The contract: what a plugin is made of.
export { Type, type Static, type TObject, type TSchema } from '@sinclair/typebox'
export type { Knex } from 'knex'
export type { Actor, Ctx, Files, Locale, Origin, Registry, Vault } from './ctx.js'
export { definePlugin } from './plugin/define-plugin.js'
// prettier-ignore
export type {
  CreateEntry, EventTypeSeed, Guard, HealthCheck, MenuEntry, MenuGroup, Plugin, PluginDetails,
} from './plugin/define-plugin.js'
export { entity } from './plugin/entity.js'
export type { Change, Entity, EntityDetails, Inner } from './plugin/entity.js'
export { errand } from './plugin/errands.js'
// prettier-ignore
export type {
  Errand, ErrandAnswer, ErrandOutcome, ErrandTools, MailMessage, MailPort, World,
} from './plugin/errands.js'
// prettier-ignore
export {
  choice, choices, day, duration, email, iban, instant, longText, money, number, password, percent, phone, postalCode,
  ref, taxId, text, yesNo,
} from './plugin/fields.js'
export type { Field, FieldKind, Option } from './plugin/fields.js'
export { form, place } from './plugin/forms.js'
export type { Form, FormDetails, FormGroup, Placed } from './plugin/forms.js'
export { announcement, check, gathering, on, shaping } from './plugin/hooks.js'
export { importing, type Importing } from './plugin/importing.js'
export { job } from './plugin/jobs.js'
export type { Job, JobDetails, JobEnd, JobStand, JobStepped, JobTold } from './plugin/jobs.js'
export type { Announcement, Check, Gathering, Hook, Listener, Shaping } from './plugin/hooks.js'
export { column, list, view } from './plugin/lists.js'
export type { Column, ComputedAsked, ComputedRow, List, ListDetails, PhonePlace, View } from './plugin/lists.js'
export type { Migration } from './plugin/migrations.js'
export { notification } from './plugin/notifications.js'
export type { NotificationKind } from './plugin/notifications.js'
export { series, type Series } from './plugin/numbering.js'
export { permission } from './plugin/permissions.js'
export type { FirstRole, OpenTo, Permission, Scope } from './plugin/permissions.js'
export { notFound, Refusal, refuseFields } from './plugin/refusal.js'
export type { FieldRefusal, MessageParams, RefusalDetails } from './plugin/refusal.js'
export type { App, PageOptions, PageReply, RefusedForm, Routes } from './plugin/routes.js'
export type { Undoable } from './plugin/undoable.js'
export { reversal } from './plugin/reversals.js'
export type { Reversal, ReversalOutcome, ReversedChange, ReversedEntry } from './plugin/reversals.js'
export { every, type Schedule } from './plugin/schedules.js'
export { fill, slot, type Fill, type Slot } from './plugin/slots.js'
export { personalTopic, topic } from './plugin/topics.js'
export type { Topic } from './plugin/topics.js'

// What is.
export { Model, Recorded } from './db/model.js'
export type { ModelClass } from './db/model.js'

// Money, text, identifiers and time, the same on both databases.
export { canonicalDecimal, decimalToMinor, fromScaled, minorToDecimal, toScaled } from './money/decimal.js'
export { formatAmount, formatDecimal, formatFigure } from './money/format-amount.js'
export { parseAmount } from './money/parse-amount.js'
export { parseDecimal } from './money/parse-decimal.js'
export { roundHalfUp } from './money/round-half-up.js'
export { splitAmount, SplitError } from './money/split-amount.js'
export { fold } from './text/fold.js'
export { isCleanText, normalText, textLength } from './text/normal-text.js'
export type { Parsed } from './text/parsed.js'
export { polishKey } from './text/polish-key.js'
export { slug } from './text/slug.js'
export { parseEmail } from './identifiers/email.js'
export { formatIban, parseIban } from './identifiers/iban.js'
export { formatPhone, parsePhone } from './identifiers/phone.js'
export { parsePostalCode } from './identifiers/postal-code.js'
export { formatTaxId, parseTaxId } from './identifiers/tax-id.js'
export { addDays, daysBetween, endOfMonth, isRealDay, weekday } from './time/day.js'
export { formatDay, formatInstant } from './time/format-day.js'
export { addMinutes, instantOf, localDateTime, localDay, parseInstant } from './time/instant.js'
export { findNextSlot } from './time/next-slot.js'
export type { Busy, SlotAsked, SlotFound } from './time/next-slot.js'
export type { HoursWindow, WeekHours } from './time/hours.js'
export { parseDay } from './time/parse-day.js'
export { busyTimes } from './calendar/hooks.js'
export { freeSlots } from './calendar/free-slots.js'
export type { FreeSlots, SlotsAsked } from './calendar/free-slots.js'
export { daysOffOf, firmCalendar } from './calendar/working-time.js'
export { addWorkingDays, deadlineOf, isWorkingDay, workingDays } from './time/working-days.js'

// Records of described entities: read through `seen`, written through `create`, `save`, `remove`.
export { auditChange, auditChanges } from './entity/audit.js'
export type { AuditChange, AuditEntry } from './entity/audit.js'
export { inChangeSet, openChangeSet, withinChangeSet } from './entity/change-set.js'
export type { ChangeSetAbout, ChangeSetKind } from './entity/change-set.js'
export { create } from './entity/create.js'
export { present } from './entity/present.js'
export type { PresentedRef } from './entity/labels.js'
export type { Presented, PresentOptions } from './entity/present.js'
export { remove } from './entity/remove.js'
export { firstBrokenSeal, unseal } from './history/seal-audit.js'
export type { Seal } from './history/seal-audit.js'
export { reverseChangeSet } from './history/reverse-change-set.js'
export type { LeftOut, Reversed } from './history/reverse-change-set.js'
export { save } from './entity/save.js'
export { takeNumber } from './numbering/take-number.js'
export type { Taken } from './numbering/take-number.js'
export { editable, mustEdit, seen, seenOne } from './entity/seen.js'

// Routes and pages of a described entity.
export { listQuery } from './http/list-query.js'
export { undoable, undone } from './http/params.js'
export { recordOf, resource } from './http/resource.js'
export type { RecordPage, ResourceOptions } from './http/resource.js'
export { action, recordView } from './ui/record-view.js'
export type { PropertyView, RecordAction } from './ui/record-view.js'
export { tabFills } from './ui/tab-fills.js'
export { findRef } from './ui/find-ref.js'
export type { FoundRef } from './ui/find-ref.js'
export { soughtIn } from './ui/sought.js'
export type { Sent } from './ui/sought.js'
export { formView } from './ui/form-view.js'
export type { FieldView, FormView } from './ui/views.js'

// Attributes, lists, search and numbers.
export { attributeTypes, labelIn } from './attributes/attribute-types.js'
export type { AttributeItem, AttributeKind, AttributeType } from './attributes/attribute-types.js'
export { attributesOf } from './attributes/attributes-of.js'
export type { Attributes } from './attributes/attributes-of.js'
export { insertMany } from './db/bulk.js'
export { createClusteredTable } from './db/clustered-table.js'
export { recordSavable, recordSaved } from './entity/hooks.js'
export { createBody, recordSchema, refSchema, saveBody } from './entity/schemas.js'
export { listColumns } from './lists/list-columns.js'
export { listView } from './lists/list-view.js'
export { listSchema, serveList } from './lists/serve-list.js'
export type { ListAnswer } from './lists/serve-list.js'
export { searchRows } from './search/hooks.js'
export type { SearchRow } from './search/hooks.js'
export { choiceLabels } from './ui/choice-labels.js'
export type { ChoiceLabel } from './ui/choice-labels.js'
export { showValue } from './ui/show-value.js'

// Columns that mean the same on both databases.
// prettier-ignore
export {
  dayColumn, instantColumn, keyed, moneyColumn, recordColumns, refColumn, scaledColumn, textColumn, yesNoColumn,
} from './db/columns.js'

// The core's nouns.
export { caseEntity } from './cases/case.js'
export { Case } from './cases/models/case.js'
export { event } from './cases/event.js'
export { Event } from './cases/models/event.js'
// prettier-ignore
export {
  caseClosable, caseClosed, caseTabs, eventActions, eventDone, eventSavable, eventSaved, eventTabs,
} from './cases/hooks.js'
export { completeEvent } from './cases/services/complete-event.js'
export { createEvent } from './cases/services/create-event.js'
export type { AttributeSeed } from './plugin/attributes.js'
export { parseAttribute } from './attributes/parse-attribute.js'
export type { ParsedAttribute } from './attributes/parse-attribute.js'
export { createAttributeType } from './attributes/create-attribute-type.js'
export type { NewAttributeType } from './attributes/create-attribute-type.js'
export { openCase } from './cases/services/open-case.js'
export { Contractor, contractor } from './contractors/contractor.js'
// prettier-ignore
export {
  contractorActions, contractorCounts, contractorFacts, contractorPanels, contractorSide, contractorTabs,
} from './contractors/hooks.js'
export type { ContractorFact } from './contractors/hooks.js'
export { createContractor } from './contractors/services/create-contractor.js'
export { reachStage } from './contractors/services/reach-stage.js'
export type { Stage } from './contractors/services/reach-stage.js'
export { Address, address } from './contractors/parts/address.js'
export { Contact, contact } from './contractors/parts/contact.js'
export { attach } from './files/attach.js'
export type { StoredFile } from './files/attach.js'
export { attachedFiles } from './files/attached-files.js'
export { Attachment, attachment } from './files/attachment.js'
export { filesInUse } from './files/hooks.js'
export { homeTiles } from './home/home-tiles.js'
export { asSystem } from './operators/as-system.js'
export { Operator, operator } from './operators/operator.js'
export { coreSettings } from './settings/core-settings.js'
export type { CoreSettings } from './settings/core-settings.js'

// Long work.
export { jobView } from './jobs/read-run.js'
export type { JobView } from './jobs/read-run.js'
export { startJob } from './jobs/start-job.js'

// Mail, and the outcome of it.
export { mailSettled } from './mail/hooks.js'
export { notify } from './notifications/notify.js'
export type { Told } from './notifications/notify.js'
export type { NotificationParams } from './notifications/text-of.js'
export { handToServer, mail, senderOf, sendMail } from './mail/send-mail.js'
export type { Mail } from './mail/send-mail.js'
export { contractorErased, legalHolds, personalData } from './contractors/privacy/hooks.js'
export type { LegalHold, PersonalFact, Subject } from './contractors/privacy/hooks.js'
export { listFilters } from './lists/list-filters.js'
export type { ListFilter } from './lists/list-filters.js'
export { caseSums } from './cases/case-sums.js'
export type { CasesAsked, CaseSum } from './cases/case-sums.js'
export { caseStory } from './cases/story/story.js'
export type { StoryFact } from './cases/story/story.js'
export { BadTemplate } from './pdf/bad-template.js'
export { loadTemplate } from './pdf/load-template.js'
export type { Template } from './pdf/load-template.js'
export { renderPdf, stopRenderer } from './pdf/render-pdf.js'
export type { RenderRequest } from './pdf/render-pdf.js'
export { errandsUnder } from './later/errands-under.js'
export type { QueuedErrand } from './later/errands-under.js'
export { resolveErrand } from './later/resolve-errand.js'
export type { Resolution } from './later/resolve-errand.js'

// For the server and for testing.
export * from './for-server.js'
