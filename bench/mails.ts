import { smtpSink } from '../test/support/smtp-sink.js'
import { median } from './client.js'
import { startChild } from './servers/child.js'
import { table } from './table.js'
import type { Place } from './twin.js'

/** Of each side; many, since what the disk does between them differs. */
const ROUNDS = 15

interface Given {
  readonly count: number
  readonly judge: (what: string, value: number, limit: { readonly atLeast: number }) => string
}

/** Mails a second to a sink on this machine, as errands of the platform and by nodemailer alone, turn by turn. */
export async function mails(place: Place, folder: string, { count, judge }: Given): Promise<string> {
  const sink = await smtpSink()
  const config = {
    database: place.url,
    dataFolder: `${folder}/mails`,
    publicAddress: 'http://127.0.0.1',
    mail: sink.url,
    logLevel: 'warn',
  }
  const child = await startChild('mailer', { config })
  const took = { ours: [] as number[], alone: [] as number[] }
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const side of ['ours', 'alone'] as const) {
      const all = await child.ask<number>(side, { count })
      // The first round opens connections and warms up.
      if (round > 0) took[side].push(all)
    }
  }
  await child.stop()
  await sink.stop()
  await place.drop()

  const [ours, alone] = [count / (median(took.ours) / 1000), count / (median(took.alone) / 1000)]
  const row = [
    'mails a second',
    ours.toFixed(0),
    alone.toFixed(0),
    `${(ours / alone).toFixed(2)} ×`,
    judge('mails', ours / alone, { atLeast: 0.9 }),
  ]
  return table(['', 'ours', 'nodemailer', 'ratio', 'wanted'], [row])
}
