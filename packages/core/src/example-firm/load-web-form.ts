import type { Actor, Ctx } from '../ctx.js'
import { createWebForm } from '../web-forms/set-web-form.js'
import { keepInquiry } from '../web-forms/visitors/keep-inquiry.js'
import { arrivals } from '../web-forms/visitors/refuse-crowd.js'

/** The form on the example firm's web page, for whoever answers, and an inquiry of somebody who is known. */
export async function loadWebForm(ctx: Ctx, owner: Actor | undefined): Promise<void> {
  const row = await createWebForm(ctx, { ...zapytanie, ownerId: owner?.id })
  const event = await keepInquiry(ctx, row, {
    name: 'Tomasz Tutorski',
    company: 'Tutor',
    email: 't.tutorski@tutor.example',
    phone: '+48600100207',
    taxId: null,
    message: 'Dzień dobry, w sali komputerowej marzniemy. Ile kosztowałaby wymiana czterech grzejników w ferie?',
  })
  await arrivals(ctx).insert({
    web_form_id: row.id,
    at: ctx.now(),
    once: ctx.vault.sign('core.web-form-once', 'example'),
    sender: null,
    event_id: event.id,
    consent: row.consent,
  })
}

const zapytanie = {
  name: 'Zapytanie ze strony',
  key: 'zapytanie',
  locale: 'pl',
  title: 'Zapytaj o ogrzewanie',
  intro: 'Napisz, co trzeba ogrzać. Odpowiadamy w ciągu dwóch dni roboczych.',
  consent:
    'Zgadzam się, żeby Instalacje Przykład sp. z o.o. użyły podanych danych do odpowiedzi na moją wiadomość. Zgodę mogę w każdej chwili wycofać.',
  privacyAddress: 'https://www.instalacje-przyklad.example/prywatnosc',
  eventType: 'email',
  subject: 'Zapytanie ze strony',
  deadlineDays: '2',
  contractorRole: 'client',
  stage: 'acquired',
  thanks: 'Wiadomość dotarła. Odezwiemy się w ciągu dwóch dni roboczych.',
  origins: 'https://www.instalacje-przyklad.example',
} as const
