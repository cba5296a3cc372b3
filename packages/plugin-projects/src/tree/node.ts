import { automaticIds, type ProjectKey } from '../automatic.js'

/** A thing in the tree. A contractor stands under each project that has a case of his, so his node says which. */
export type TreeNode =
  | { readonly kind: 'project'; readonly project: ProjectKey }
  | { readonly kind: 'contractor'; readonly id: number; readonly project: ProjectKey }
  | { readonly kind: 'case' | 'event' | 'attachment'; readonly id: number }

/** As an address names it: `project:3`, `contractor:2@project:3`, `case:4`, `event:9`, `attachment:5`. */
export function nodeText(node: TreeNode): string {
  if (node.kind === 'project') return `project:${node.project}`
  return node.kind === 'contractor' ? `contractor:${node.id}@project:${node.project}` : `${node.kind}:${node.id}`
}

const PROJECT = `([1-9]\\d{0,9}|${automaticIds.join('|')})`

/** What an address may say, for its schema. */
export const nodePattern = `^(project:${PROJECT}|contractor:[1-9]\\d{0,9}@project:${PROJECT}|(case|event|attachment):[1-9]\\d{0,9})$`

const READ = new RegExp(nodePattern)

/** The node a text names; null when it names none. */
export function readNode(text: string): TreeNode | null {
  if (!READ.test(text)) return null
  const [own = '', within] = text.split('@')
  const [kind, id = ''] = own.split(':')
  if (kind === 'project') return { kind, project: keyOf(id) }
  if (kind === 'contractor') return { kind, id: Number(id), project: keyOf(within?.split(':')[1] ?? '') }
  return { kind: kind as 'case' | 'event' | 'attachment', id: Number(id) }
}

function keyOf(text: string): ProjectKey {
  return automaticIds.find((key) => key === text) ?? Number(text)
}
