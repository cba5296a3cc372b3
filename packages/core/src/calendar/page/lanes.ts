/** Something that is drawn in a column of a day, in quarters of an hour from midnight; `to` is after `from`. */
export interface Block {
  readonly from: number
  readonly to: number
}

export interface Laned<B> {
  readonly block: B
  /** Which of how many columns it stands in, from 0. */
  readonly lane: number
  readonly lanes: number
}

/** As many as can be read side by side; what is more lies over the last one. */
const MOST = 4

/** Blocks that overlap stand side by side, each as wide as those it meets allow. */
export function laned<B extends Block>(blocks: readonly B[]): readonly Laned<B>[] {
  const placed: Laned<B>[] = []
  let group: { block: B; lane: number }[] = []
  let ends: number[] = []
  const close = () => {
    const lanes = Math.min(Math.max(ends.length, 1), MOST)
    placed.push(...group.map(({ block, lane }) => ({ block, lane: Math.min(lane, MOST - 1), lanes })))
    group = []
    ends = []
  }
  for (const block of blocks.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    if (ends.every((end) => end <= block.from)) close()
    const free = ends.findIndex((end) => end <= block.from)
    const lane = free < 0 ? ends.length : free
    ends[lane] = block.to
    group.push({ block, lane })
  }
  close()
  return placed
}
