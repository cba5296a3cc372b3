import type { Locale } from './locales.js'

/** Grounds of the two themes, as the tokens have them (`--bg`); a manifest and a `meta` know no custom properties. */
export const GROUND = { light: '#faf9fa', dark: '#131113' } as const

interface Given {
  readonly firm: string
  readonly locale: Locale
  readonly t: (key: string) => string
  readonly asset: (path: string) => string
}

/** What the installation is as an app of a phone or a desk: JSON of a web app manifest. */
export function appManifest({ firm, locale, t, asset }: Given): string {
  const shortcut = (name: string, url: string) => ({ name, short_name: name, url })
  const png = (name: string, sizes: string, purpose: 'any' | 'maskable') => ({
    src: asset(`core/app/${name}.png`),
    sizes,
    type: 'image/png',
    purpose,
  })
  return JSON.stringify({
    // The same app whatever its name and start become.
    id: '/',
    name: firm,
    short_name: shortName(firm),
    description: t('core.offline.app-description'),
    lang: locale,
    dir: 'ltr',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    theme_color: GROUND.light,
    background_color: GROUND.light,
    categories: ['business', 'productivity'],
    icons: [
      { src: asset('core/logo.svg'), sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
      png('icon-192', '192x192', 'any'),
      png('icon-512', '512x512', 'any'),
      png('maskable-512', '512x512', 'maskable'),
    ],
    shortcuts: [shortcut(t('core.offline.shortcut-note'), '/events/new'), shortcut(t('core.worklist'), '/worklist')],
  })
}

/** What fits under an icon: as many of the firm's first words as make twelve signs. */
function shortName(firm: string): string {
  const [first = '', ...others] = firm.split(' ')
  let kept = first.slice(0, 12)
  for (const word of others) {
    if (kept.length + 1 + word.length > 12) break
    kept = `${kept} ${word}`
  }
  return kept
}
