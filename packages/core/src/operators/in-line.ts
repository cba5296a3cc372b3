const lines = new Map<string, Promise<unknown>>()

/** What proves a login goes one after the other, so that many tries at once cannot slip past the count of failures. */
export async function inLine<T>(login: string, work: () => Promise<T>): Promise<T> {
  const before = lines.get(login) ?? Promise.resolve()
  const mine = before.then(work, work)
  lines.set(login, mine)
  try {
    return await mine
  } finally {
    if (lines.get(login) === mine) lines.delete(login)
  }
}
