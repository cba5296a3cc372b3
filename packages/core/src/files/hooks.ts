import { gathering } from '../plugin/hooks.js'

/**
 * Which of these files (sha256) a plugin still needs. Asked before bytes that no attachment needs any more are thrown
 * away; a plugin that keeps files of its own in `ctx.files` answers with those it knows.
 */
export const filesInUse = gathering<string, { sha256: readonly string[] }>('core.files-in-use')
