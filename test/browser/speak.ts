import type { BrowserContext } from './browser.js'

/** Changes the language of whoever is signed in, as his account page does. */
export async function speak(context: BrowserContext, origin: string, locale: 'pl' | 'en'): Promise<void> {
  const answer = await context.request.post(`${origin}/me/preferences`, {
    headers: { origin },
    form: { locale },
    maxRedirects: 0,
  })
  if (answer.status() >= 400) throw new Error(`the language was not changed: ${answer.status()}`)
}
