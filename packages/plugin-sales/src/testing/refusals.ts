import { Refusal } from '@berberis/sdk'

/** What a piece of work is refused with: its code, or path and code of each field; fails when it is not refused. */
export async function refusalOf(work: Promise<unknown>): Promise<string | readonly string[]> {
  try {
    await work
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { fields } = error.details
    return fields && fields.length > 0 ? fields.map(({ path, code }) => `${path} ${code}`) : error.code
  }
  throw new Error('nothing was refused')
}
