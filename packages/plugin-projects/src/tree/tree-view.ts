import { seenOne, type Ctx } from '@berberis/sdk'
import { isAutomatic } from '../automatic.js'
import { project } from '../entities/project.js'
import { childrenOf, projectItem, type TreeItem } from './children.js'
import { nodeText, type TreeNode } from './node.js'
import { pathTo } from './path-to.js'

/** Items of one level as the page draws them. */
export interface TreeLevel {
  readonly items: readonly DrawnItem[]
  /** Address of the items that follow; null when there are none. */
  readonly more: string | null
  readonly under: string
}

export interface DrawnItem extends TreeItem {
  /** Page of the tree with this node open, and what a script fetches instead. */
  readonly openHref: string
  readonly childrenHref: string
  readonly open: boolean
  readonly chosen: boolean
  readonly level: TreeLevel | null
}

/** One level of the tree, closed. */
export async function levelOf(ctx: Ctx, node: TreeNode | null, after?: number): Promise<TreeLevel> {
  const { nodes, next } = await childrenOf(ctx, node, after)
  const under = node ? nodeText(node) : ''
  const more = next === null ? null : `${childrenHref(under)}${under === '' ? '?' : '&'}after=${next}`
  return { items: nodes.map((item) => drawn(item)), more, under }
}

/** The whole tree, open down to a node; the path is there even when it lies beyond the first hundred of a level. */
export async function treeOf(ctx: Ctx, node: TreeNode | null): Promise<TreeLevel> {
  const path = node ? await pathTo(ctx, node) : []
  let below: TreeLevel | null = node ? await levelOf(ctx, node) : null
  for (let at = path.length - 1; at >= 0; at--) {
    const level = await levelOf(ctx, path[at - 1] ?? null)
    below = await opened(ctx, level, path[at] as TreeNode, below, at === path.length - 1)
  }
  return below ?? levelOf(ctx, null)
}

async function opened(
  ctx: Ctx,
  level: TreeLevel,
  node: TreeNode,
  below: TreeLevel | null,
  chosen: boolean,
): Promise<TreeLevel> {
  const text = nodeText(node)
  const known = level.items.some((item) => item.node === text)
  const items = known ? level.items : [...level.items, ...(await beyond(ctx, node))]
  return {
    ...level,
    items: items.map((item) => (item.node === text ? { ...item, open: item.opens, chosen, level: below } : item)),
  }
}

/** A project of the path that the first hundred do not hold; deeper ones are reached by "more". */
async function beyond(ctx: Ctx, node: TreeNode): Promise<readonly DrawnItem[]> {
  if (node.kind !== 'project' || isAutomatic(node.project)) return []
  return [drawn(projectItem(await seenOne(ctx, project, node.project)))]
}

function drawn(item: TreeItem): DrawnItem {
  const openHref = `/projects/tree?under=${encodeURIComponent(item.node)}`
  return {
    ...item,
    openHref,
    childrenHref: childrenHref(item.node),
    open: false,
    chosen: false,
    level: null,
  }
}

function childrenHref(node: string): string {
  return node === '' ? '/projects/tree/children' : `/projects/tree/children?under=${encodeURIComponent(node)}`
}
