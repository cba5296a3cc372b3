/** Folders of the data folder that are copied as they are, beside the stored files. */
export const KEPT_FOLDERS = ['templates', 'archive'] as const

/** The embedded database in a backup. */
export const DATABASE = 'database.db'

/** The list of stored files in a backup, a line of hash and size each. */
export const LISTED = 'files.list'
