// A door is read across rather than down: its lists of names keep their lines.

// The contract: what a plugin is made of.
// prettier-ignore
export {
  announcement, check, choice, choices, column, day, definePlugin, duration, email, entity, errand, every, fill, form,
  gathering, iban, importing, instant, job, list, longText, money, notFound, notification, number, on, password, percent,
  permission, personalTopic, phone, place, postalCode, ref, Refusal, refuseFields, reversal, series, shaping, slot, taxId, text,
  topic, Type, view, yesNo,
} from '@berberis/core'
// prettier-ignore
export type {
  Actor, Announcement, App, AttributeSeed, Change, Check, Column, ComputedAsked, ComputedRow, CreateEntry, Ctx, Entity, EntityDetails, Inner, Errand,
  ErrandAnswer, ErrandOutcome, ErrandTools, EventTypeSeed, Field, FieldKind, FieldRefusal, Files, Fill, FirstRole,
  Form, FormDetails, FormGroup, Gathering, Guard, HealthCheck, Hook, Importing, Job, JobDetails, JobEnd, JobStand,
  JobStepped, JobTold, Knex, List, ListDetails, Listener, Locale, MailMessage, MailPort, MenuEntry, MenuGroup, MessageParams, Migration, NotificationKind, OpenTo, Option, Origin, PageOptions,
  PageReply, Permission, PhonePlace, Placed, Plugin, PluginDetails, RefusalDetails, RefusedForm, Registry, Routes,
  Reversal, ReversalOutcome, ReversedChange, ReversedEntry, Schedule, Scope, Series, Shaping, Slot, Static, TObject,
  TSchema, Topic, Undoable, Vault, View, World,
} from '@berberis/core'

// What is.
export { Model, Recorded } from '@berberis/core'
export type { ModelClass } from '@berberis/core'

// Money, text, identifiers and time, the same on both databases.
// prettier-ignore
export {
  addDays, addMinutes, addWorkingDays, canonicalDecimal, daysBetween, deadlineOf, decimalToMinor, endOfMonth, fold,
  formatAmount, formatDay, formatDecimal, formatFigure, formatIban, formatInstant, formatPhone, formatTaxId,
  fromScaled, instantOf, isCleanText, isRealDay, isWorkingDay, localDateTime, localDay, minorToDecimal, normalText,
  parseAmount, parseDay, parseDecimal, parseEmail, parseIban, parseInstant, parsePhone, parsePostalCode, parseTaxId,
  polishKey, roundHalfUp, slug, splitAmount, SplitError, textLength, toScaled, weekday, workingDays,
} from '@berberis/core'
export type { Parsed } from '@berberis/core'

// Working time and free slots: the firm's calendar for deadlines, when somebody is next free, what takes his time.
export { busyTimes, daysOffOf, findNextSlot, firmCalendar, freeSlots } from '@berberis/core'
export type { Busy, FreeSlots, HoursWindow, SlotAsked, SlotFound, SlotsAsked, WeekHours } from '@berberis/core'

// Records of described entities: read through `seen`, written through `create`, `save`, `remove`.
// prettier-ignore
export {
  auditChange, auditChanges, create, editable, inChangeSet, mustEdit, openChangeSet, present, remove, reverseChangeSet,
  save, seen, seenOne, takeNumber, withinChangeSet,
} from '@berberis/core'
// prettier-ignore
export type {
  AuditChange, AuditEntry, ChangeSetAbout, ChangeSetKind, LeftOut, Presented, PresentedRef, PresentOptions, Reversed,
  Taken,
} from '@berberis/core'

// Routes and pages of a described entity.
// prettier-ignore
export {
  action, findRef, formView, listQuery, recordOf, recordView, resource, soughtIn, tabFills, undoable,
  undone,
} from '@berberis/core'
// prettier-ignore
export type {
  FieldView, FormView, FoundRef, PropertyView, RecordAction, RecordPage, ResourceOptions, Sent,
} from '@berberis/core'

// Columns that mean the same on both databases.
// prettier-ignore
export {
  dayColumn, instantColumn, keyed, moneyColumn, recordColumns, refColumn, scaledColumn, textColumn, yesNoColumn,
} from '@berberis/core'

// The core's nouns.
// prettier-ignore
export {
  Address, address, asSystem, attach, attachedFiles, Attachment, attachment, Case, caseClosable, caseClosed, caseEntity,
  caseStory, caseSums, caseTabs, Contact, contact, Contractor, contractor, contractorActions, contractorCounts,
  contractorFacts, contractorPanels, contractorSide, contractorTabs, coreSettings, createAttributeType, createContractor, completeEvent, createEvent,
  Event, event, eventActions, eventDone, eventSavable, eventSaved, eventTabs, filesInUse, homeTiles, openCase,
  Operator, operator, reachStage,
} from '@berberis/core'
// prettier-ignore
export type {
  CasesAsked, CaseSum, ContractorFact, CoreSettings, NewAttributeType, Stage, StoredFile, StoryFact,
} from '@berberis/core'

// Persons' data: what a plugin holds about somebody, and what the law makes it keep.
export { contractorErased, legalHolds, personalData } from '@berberis/core'
export type { LegalHold, PersonalFact, Subject } from '@berberis/core'

// What operators are told of, at the bell and by e-mail.
export { notify } from '@berberis/core'
export type { NotificationParams, Told } from '@berberis/core'

// Mail, and the outcome of it.
export { errandsUnder, handToServer, mail, mailSettled, resolveErrand, sendMail, senderOf } from '@berberis/core'
export type { Mail, QueuedErrand, Resolution } from '@berberis/core'

// Documents as PDF: a Typst template and its data (docs/decisions/0002).
export { BadTemplate, loadTemplate, renderPdf } from '@berberis/core'
export type { RenderRequest, Template } from '@berberis/core'

// Long work.
export { jobView, startJob } from '@berberis/core'
export type { JobView } from '@berberis/core'

// Attributes, lists, search and numbers.
// prettier-ignore
export {
  attributesOf, attributeTypes, parseAttribute, choiceLabels, createBody, createClusteredTable, insertMany, labelIn, listColumns, listFilters,
  listSchema, listView, recordSavable, recordSaved, recordSchema, refSchema, saveBody, searchRows, serveList,
  showValue,
} from '@berberis/core'
// prettier-ignore
export type {
  ListFilter, AttributeItem, AttributeKind, Attributes, AttributeType, ParsedAttribute, ChoiceLabel, ListAnswer, SearchRow,
} from '@berberis/core'
