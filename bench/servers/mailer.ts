import {
  corePlugin,
  createHost,
  definePlugin,
  errand,
  setUp,
  Type,
  type HostConfig,
  type MailMessage,
} from '@berberis/core'
import { createTransport } from 'nodemailer'
import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { performance } from 'node:perf_hooks'
import { answering, startedWith } from './child.js'
import { profiler } from './profile.js'

const TEXT = 'Dzień dobry,\n\nw załączniku przesyłamy fakturę za grzejniki i montaż.\n\nPozdrawiamy\n'.repeat(4)
const attachment = { name: 'faktura.pdf', mediaType: 'application/pdf', content: randomBytes(30_000) }

/** The same mail on both sides: a text and an attachment of an invoice's size. */
function mailOf(n: number): MailMessage {
  return {
    messageId: `<bench-${n}-${randomBytes(4).toString('hex')}@przyklad.example>`,
    from: { name: 'Instalacje Przykład', address: 'biuro@przyklad.example' },
    to: [{ address: `klient${n}@firma.example` }],
    subject: `Faktura ${n}`,
    text: TEXT,
    attachments: [attachment],
  }
}

const mailing = errand('bench.mail', Type.Object({ n: Type.Integer() }), {
  go: (tools, { n }) => tools.world.mail.send(mailOf(n), tools.handingOver),
  told: async () => {},
})
const plugin = definePlugin({
  id: 'bench',
  title: 'core.title',
  from: new URL('../../plugin/', import.meta.url).href,
  permissions: {},
  errands: [mailing],
})

const { config } = startedWith<{ config: HostConfig }>()
const host = await createHost({ config: { ...config, works: false }, plugins: [corePlugin, plugin] })
await host.ready()
await host.runInCtx({ origin: 'console', system: true }, (ctx) =>
  setUp(ctx, {
    firm: { firmName: 'Bench' },
    locale: 'pl',
    administrator: { login: 'adam', name: 'Adam', password: randomBytes(24).toString('base64url') },
    suggestions: 'all',
  }),
)
await host.drain()
let queued = 0

const profile = profiler()

answering({
  startProfile: () => profile.start(),
  stopProfile: () => profile.stop(),
  /** Milliseconds until that many queued errands are done: claimed, handed over, sent, written down, told. */
  ours: async ({ count }: { count: number }) => {
    await host.runInCtx({ origin: 'console', system: true }, async (ctx) => {
      for (let n = 0; n < count; n += 1) await ctx.send(mailing, { n }, { dedupe: `bench:${queued++}` })
    })
    const started = performance.now()
    await host.drain()
    return performance.now() - started
  },
  /** The same mails by nodemailer alone: as many connections, TCP_NODELAY set, nothing written down. */
  alone: async ({ count }: { count: number }) => {
    const { hostname, port } = new URL(config.mail ?? '')
    const transport = createTransport({
      host: hostname,
      port: Number(port),
      pool: true,
      maxConnections: 5,
      maxMessages: Infinity,
      getSocket: (_options: unknown, done: (error: Error | null, socket: object) => void) => {
        const connection = connect({ host: hostname, port: Number(port), noDelay: true }, () =>
          done(null, { connection }),
        )
      },
    })
    const started = performance.now()
    await Promise.all(Array.from({ length: count }, (_, n) => transport.sendMail(asNodemailer(mailOf(n)))))
    const took = performance.now() - started
    transport.close()
    return took
  },
  stop: async () => {
    await host.close()
    process.exit(0)
  },
})

function asNodemailer({ from, to, ...mail }: MailMessage) {
  return {
    ...mail,
    from,
    to: to.map(({ name = '', address }) => ({ name, address })),
    attachments: [
      {
        filename: attachment.name,
        contentType: attachment.mediaType,
        content: attachment.content,
      },
    ],
  }
}
