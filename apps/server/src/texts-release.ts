/** What is said where versions of plugins have to be approved, in the two languages. */
export const releaseTexts = {
  pl: {
    badTest:
      '{name}: „{value}” nie jest kluczem instancji testowej. Podaj to, co wypisuje na niej: berberis plugins key.',
    badProofDays: '{name}: „{value}” nie jest liczbą dni od 1 do 365.',
    'release.key':
      'Klucz publiczny tej instancji (wpisz go w trustedTests w berberis.config.ts instalacji produkcyjnej):\n{key}',
    'release.trying': 'Wypróbowuję na kopii bazy danych; sama baza zostaje, jak jest…',
    'release.not-in-force': 'Wtyczka {id} nie jest tutaj włączona, więc nie ma czego wypróbować.',
    'release.unlisted': 'Wtyczki {id} nie ma na liście w berberis.config.',
    'release.proved': 'Próba udana. Dowód: {file}\nPodpisano kluczem {key}',
    'release.not-sound': 'Próba nieudana. Dowód mówi o tym i nie da się go zatwierdzić: {file}',
    'release.say-login':
      'Niczego nie zatwierdzono. Żeby zatwierdzić: berberis plugins approve {id} --from {from} --login <login>',
    'release.approved':
      'Wersja {version} wtyczki {id} jest zatwierdzona i zacznie działać przy następnym uruchomieniu.',
    'release.revoked': 'Zatwierdzenie wtyczki {id} jest cofnięte.',
    'release.nothing-to-revoke': 'Wtyczka {id} nie ma zatwierdzenia, które można cofnąć.',
    'release.head': '{plugin} {version} (suma {checksum}…), SDK {sdk}\n  {at}, {by}, {instance}',
    'release.outcome-passed': 'udane',
    'release.outcome-failed': 'NIEUDANE',
    'release.outcome-none': 'nie ma',
    'release.check-rehearsal': 'migracje na kopii bazy',
    'release.check-health': 'sprawdzenie',
    'release.check-conflicts': 'spotkania z innymi wtyczkami',
    'release.check-tests': 'testy wtyczki',
    'release.refused': 'Serwer nie rusza: na dysku leży kod, którego nikt tu nie zatwierdził. Niczego nie zmieniono.',
    'release.unapproved':
      '  {id} {version}: zatwierdź ją (berberis plugins approve {id} --from <plik z dowodem> --login <login>){back}',
    'release.back': '\n    albo przywróć {approved}: npm install {package}@{approved}',
    'release.state-unapproved': 'włączona, niezatwierdzona',
    'release.left-out': 'Pominięto, bo nikt ich nie zatwierdził:',
  },
  en: {
    badTest: '{name}: "{value}" is no key of a test instance. Give what this prints there: berberis plugins key.',
    badProofDays: '{name}: "{value}" is no number of days from 1 to 365.',
    'release.key':
      'The public key of this instance (for trustedTests in berberis.config.ts of the production one):\n{key}',
    'release.trying': 'Trying on a copy of the database; the database itself stays as it is…',
    'release.not-in-force': 'The plugin {id} is not on here, so there is nothing to try.',
    'release.unlisted': 'The plugin {id} is not in the list of berberis.config.',
    'release.proved': 'All went well. The proof: {file}\nSigned with {key}',
    'release.not-sound': 'It did not go well. The proof says so and cannot be approved: {file}',
    'release.say-login':
      'Nothing was approved. To approve it: berberis plugins approve {id} --from {from} --login <login>',
    'release.approved': 'Version {version} of the plugin {id} is approved and works from the next start on.',
    'release.revoked': 'The approval of the plugin {id} is revoked.',
    'release.nothing-to-revoke': 'The plugin {id} has no approval that can be revoked.',
    'release.head': '{plugin} {version} (checksum {checksum}…), SDK {sdk}\n  {at}, {by}, {instance}',
    'release.outcome-passed': 'passed',
    'release.outcome-failed': 'FAILED',
    'release.outcome-none': 'none',
    'release.check-rehearsal': 'migrations on a copy',
    'release.check-health': 'health check',
    'release.check-conflicts': 'meetings with other plugins',
    'release.check-tests': "the plugin's own tests",
    'release.refused':
      'The server does not start: code lies on the disk that nobody approved here. Nothing was changed.',
    'release.unapproved':
      '  {id} {version}: approve it (berberis plugins approve {id} --from <file with the proof> --login <login>){back}',
    'release.back': '\n    or put {approved} back: npm install {package}@{approved}',
    'release.state-unapproved': 'on, not approved',
    'release.left-out': 'Left out, since nobody approved them:',
  },
} as const
