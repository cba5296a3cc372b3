// Takes the icons core needs out of @tabler/icons (MIT) into packages/core/public/icons, without what a sheet does not
// need. Run it after adding a name; what it writes is committed, so that nobody installs five thousand icons.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const from = join(root, 'node_modules', '@tabler', 'icons', 'icons', 'outline')
const to = join(root, 'packages', 'core', 'public', 'icons')

const names = `
  activity address-book adjustments alert-circle alert-triangle archive arrow-down arrow-left arrow-right arrow-up
  arrows-sort award ban bell bell-ringing box briefcase building building-bank building-warehouse calendar calendar-event
  calendar-plus calendar-time cash category check checkbox chevron-down chevron-left chevron-right chevron-up circle-check circle-x
  clipboard-check clipboard-list clock columns copy credit-card database device-desktop dots download external-link eye
  eye-off file file-import file-invoice file-text filter folder forms hash headset help hierarchy history home icons id info-circle key keyboard
  language link list-details lock lock-open login logout mail mail-forward map-pin menu-2 message moon music note notes
  package package-export paperclip pencil percentage phone phone-incoming phone-outgoing photo player-play plus presentation
  printer receipt refresh repeat rotate route ruler-2 search selector send settings shield shield-lock sitemap sort-ascending star
  sun tag tool tools trash traffic-lights truck truck-delivery upload user user-check user-plus users world x
`
  .split(/\s+/)
  .filter(Boolean)

mkdirSync(to, { recursive: true })
for (const name of names) writeFileSync(join(to, `${name}.svg`), bare(readFileSync(join(from, `${name}.svg`), 'utf8')))
console.log(`${names.length} icons taken, ${readdirSync(to).length} in ${to}`)

/** One line: the strokes alone. Colour, width and ends of the strokes are set by the style sheet. */
function bare(svg) {
  const inside = svg
    .replace(/^[\s\S]*?<svg[^>]*>|<\/svg>\s*$/g, '')
    .replace(/<path stroke="none"[^>]*>/, '')
    .replace(/\s*\n\s*/g, '')
    .replace(/ \/>/g, '/>')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2">${inside}</svg>\n`
}
