// A door is read across rather than down: its longer lists of names keep their lines.

// The contract: what a plugin is made of.
export { Type, type Static, type TObject, type TSchema } from '@sinclair/typebox'
export type { Knex } from 'knex'
export type { Actor, Ctx, Files, Locale, Origin, Registry, Vault } from './ctx.js'
export { definePlugin } from './plugin/define-plugin.js'
// prettier-ignore
export type {
  AttributeSeed, CreateEntry, EventTypeSeed, Guard, HealthCheck, MenuEntry, MenuGroup, Plugin, PluginDetails,
} from './plugin/define-plugin.js'
export { entity } from './plugin/entity.js'
export type { Change, Entity, EntityDetails } from './plugin/entity.js'
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
export { job } from './plugin/jobs.js'
export type { Job, JobDetails, JobEnd, JobStand, JobStepped, JobTold } from './plugin/jobs.js'
export type { Announcement, Check, Gathering, Hook, Listener, Shaping } from './plugin/hooks.js'
export { column, list, view } from './plugin/lists.js'
export type { Column, ComputedAsked, ComputedRow, List, ListDetails, PhonePlace, View } from './plugin/lists.js'
export type { Migration } from './plugin/migrations.js'
export { series } from './plugin/numbering.js'
export type { Series } from './plugin/numbering.js'
export { permission } from './plugin/permissions.js'
export type { FirstRole, OpenTo, Permission, Scope } from './plugin/permissions.js'
export { notFound, Refusal, refuseFields } from './plugin/refusal.js'
export type { FieldRefusal, MessageParams, RefusalDetails } from './plugin/refusal.js'
export type { App, PageOptions, PageReply, RefusedForm, Routes } from './plugin/routes.js'
export { every } from './plugin/schedules.js'
export type { Schedule } from './plugin/schedules.js'
export { fill, slot } from './plugin/slots.js'
export type { Fill, Slot } from './plugin/slots.js'

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
export { parseDay } from './time/parse-day.js'
export { addWorkingDays, deadlineOf, isWorkingDay, workingDays } from './time/working-days.js'

// Records of described entities: read through `seen`, written through `create`, `save`, `remove`.
export { auditChange } from './entity/audit.js'
export type { AuditChange, AuditEntry } from './entity/audit.js'
export { create } from './entity/create.js'
export { present } from './entity/present.js'
export type { PresentedRef } from './entity/labels.js'
export type { Presented, PresentOptions } from './entity/present.js'
export { remove } from './entity/remove.js'
export { save } from './entity/save.js'
export { takeNumber } from './numbering/take-number.js'
export type { Taken } from './numbering/take-number.js'
export { editable, mustEdit, seen, seenOne } from './entity/seen.js'

// Routes and pages of a described entity.
export { listQuery } from './http/list-query.js'
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
export { handToServer, mail, senderOf, sendMail } from './mail/send-mail.js'
export type { Mail } from './mail/send-mail.js'
export { errandsUnder } from './later/errands-under.js'
export type { QueuedErrand } from './later/errands-under.js'
export { resolveErrand } from './later/resolve-errand.js'
export type { Resolution } from './later/resolve-errand.js'

// For the server and for testing; nothing of this section is for plugins.
export { connect } from './db/connect.js'
export type { HostConfig } from './host/config.js'
export { createHost } from './host/create-host.js'
export type { Host, HostGiven } from './host/create-host.js'
export { StartFault } from './host/start-fault.js'
export { stopWhenAsked } from './host/stop-when-asked.js'
export { handClock, systemClock } from './later/clock.js'
export type { Clock, HandClock } from './later/clock.js'
export { actorById } from './operators/find-actor.js'
export { createSession } from './operators/sessions.js'
export { setUp } from './operators/set-up.js'
export { createToken } from './operators/tokens.js'
export type { Engine as DatabaseEngine } from './db/connect.js'
export { describeTables } from './db/describe-tables.js'
export type { TableFacts } from './db/describe-tables.js'
export { migrate, migrateDown } from './db/migrate.js'
export type { MigrationSet } from './db/migrate.js'
export { scratchDatabase, scratchEngines } from './db/scratch-databases.js'
export { createCtx } from './host/create-ctx.js'
export { migrationSets } from './host/prepare-database.js'
export type { MountedRoute } from './http/mounted-route.js'
export { sheetOf } from './sheet/sheet-of.js'
export { exampleFirm } from './example/example-firm.js'
export { loadExample, settleExample } from './example/load-example.js'
export type { LoadedLogin } from './example/load-example.js'
export { removeExample } from './example/remove-example.js'
export { grantTo } from './operators/grants.js'
export { roleByKey } from './operators/first-roles.js'
export { Role, role } from './operators/role.js'
export { sessionCookie } from './operators/session-cookie.js'
export { corePlugin } from './core-plugin.js'
export { hashPassword } from './operators/hash-password.js'
export { judgePassword } from './operators/judge-password.js'
export { generatedPassword } from './operators/secrets.js'
export { givePassword } from './operators/set-password.js'
export { isSetUp, setupKey } from './operators/setup-state.js'
export { forgetFailures } from './operators/sign-in-attempts.js'
export { kindOf } from './search/kind.js'
export { rebuildSearch } from './search/rebuild.js'
