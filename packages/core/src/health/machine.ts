import { stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Kernel } from '../host/kernel.js'
import { satisfies } from '../host/satisfies.js'
import { isHalfRestored } from '../backup/place.js'
import type { Finding } from './finding.js'

/** Node versions the packages promise to run on; the range stands in each package file too. */
const NODE = '>=22.18.0'
const GIGABYTE = 1024 ** 3
/** Less free space than this, or than a twentieth of the disk, and uploads and snapshots will fail one day. */
const LEAST_FREE = GIGABYTE

/** The program's own surroundings: Node, the data folder, its disk, the instance key. */
export async function machine({ config: { dataFolder } }: Kernel): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  const { node } = process.versions
  if (!satisfies(node, NODE)) findings.push({ code: 'node-old', params: { version: node } })
  if (isHalfRestored(dataFolder)) findings.push({ code: 'half-restored', params: { folder: dataFolder } })
  const { bavail, blocks, bsize } = await statfs(dataFolder)
  const free = bavail * bsize
  if (free < LEAST_FREE || bavail < blocks / 20)
    findings.push({
      code: 'disk-full',
      params: { folder: dataFolder, gigabytes: Math.floor((free / GIGABYTE) * 10) / 10 },
    })
  const key = join(dataFolder, 'instance.key')
  if (process.platform !== 'win32' && ((await stat(key)).mode & 0o077) !== 0)
    findings.push({ code: 'key-open', params: { file: key } })

  return findings
}
