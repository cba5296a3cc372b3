import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import type { Place } from './server-config.js'

/** A server that works on a data folder: its process, where it listens and the address people use. */
export interface Running {
  readonly pid: number
  readonly host: string
  readonly port: number
  readonly address: string
}

const NAME = 'running.json'
const PATIENCE_MS = 2_000

/**
 * The server that works on this data folder now, or null. Its mark counts only while its process lives and something
 * answers where it listens: what a killed server left behind stops nobody. It is there for people, and guards nothing:
 * of two that start at the same moment neither sees the other.
 */
export async function findRunning(dataFolder: string): Promise<Running | null> {
  const mark = readMark(dataFolder)
  return mark && mark.pid !== process.pid && lives(mark.pid) && (await answers(mark)) ? mark : null
}

/** Leaves this process's mark in the data folder and takes it away at its end; a later server's mark stays. */
export function markRunning(dataFolder: string, running: Omit<Running, 'pid'>): void {
  writeFileSync(join(dataFolder, NAME), JSON.stringify({ pid: process.pid, ...running }))
  process.once('exit', () => {
    if (readMark(dataFolder)?.pid === process.pid) rmSync(join(dataFolder, NAME), { force: true })
  })
}

/**
 * Whether a second server would be one too many. An embedded database is one process's; on a database server several may
 * work together, each at an address that somebody chose for it.
 */
export function inTheWay({ host, port }: Running, { database, wished }: { database: string; wished: Place }): boolean {
  return database.startsWith('sqlite:') || !wished.chosen || (wished.host === host && wished.port === port)
}

function readMark(dataFolder: string): Running | null {
  let text: string
  try {
    text = readFileSync(join(dataFolder, NAME), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  const mark = parsed(text)
  return isRunning(mark) ? mark : null
}

/** A server that was killed while it wrote leaves half a mark, which says as much as none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function isRunning(mark: unknown): mark is Running {
  if (typeof mark !== 'object' || mark === null) return false
  const { pid, host, port, address } = mark as Record<string, unknown>
  return Number.isInteger(pid) && Number.isInteger(port) && typeof host === 'string' && typeof address === 'string'
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function answers({ host, port }: Running): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: near(host), port, timeout: PATIENCE_MS })
    const told = (yes: boolean) => {
      socket.destroy()
      resolve(yes)
    }
    socket.once('connect', () => told(true))
    socket.once('timeout', () => told(false))
    socket.once('error', () => told(false))
  })
}

/** Who listens everywhere listens here. */
function near(host: string): string {
  return { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host
}
