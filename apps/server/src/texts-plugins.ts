/** What `plugins` says, in the two languages. */
export const pluginTexts = {
  pl: {
    'rehearse.copying': 'Próbuję na kopii bazy danych; sama baza zostaje, jak jest…',
    'rehearse.fault': 'Nie uda się: {fault}',
    'rehearse.sound': 'Próba udana: migracji {count}, wtyczki zdrowe. Teraz: berberis backup, potem berberis migrate.',
    'rehearse.not-sound': 'Próba nieudana (migracji {count}). Niczego nie zmieniono.',
    'sheet.written': 'Zapisano {file}',
    'create.done': 'Wtyczka jest w {folder}. Dalej: npm install, npm test, a potem dopisz ją w berberis.config.ts.',
    'create.taken': '{folder}: ten folder już istnieje. Niczego nie nadpisano.',
    'create.bad-id': '{id}: nazwa wtyczki to 2–31 znaków a–z, 0–9 i łączników, pierwszy to litera.',
    'plugins.id': 'Wtyczka',
    'plugins.version': 'Wersja',
    'plugins.state': 'Stan',
    'plugins.needs': 'Potrzebuje',
    'plugins.state-listed': 'do zainstalowania',
    'plugins.state-installed': 'włączona',
    'plugins.state-disabled': 'wyłączona',
    'plugins.state-installing': 'instalowanie przerwane',
    'plugins.state-removing': 'usuwanie przerwane',
    'plugins.unlisted': 'nie ma jej w berberis.config',
    'plugins.installed':
      'Wtyczka {id} jest zainstalowana. Działający serwer przejmie ją sam w kilka sekund. Uprawnienia przyznaj rolom na stronie Role.',
    'plugins.enabled': 'Wtyczka {id} jest włączona.',
    'plugins.disabled': 'Wtyczka {id} jest wyłączona. Jej dane zostają.',
    'plugins.removed': 'Wtyczka {id} jest usunięta. Archiwum: {archive}',
    'plugins.would-go':
      'Z wtyczką {id} odejdą jej tabele, ustawienia, uprawnienia w rolach, atrybuty jej zapisów i serie. Zdarzenia zostają. Wiersze:',
    'plugins.say-yes':
      'Niczego nie usunięto. Żeby usunąć (najpierw powstanie archiwum): berberis plugins remove {id} --yes',
    'plugins.no-conflicts': 'Żadne dwie wtyczki nie zmieniają tego samego pola.',
    'plugins.why-needs': 'Rozstrzyga {decides}: {last} jest po {before}, bo jej potrzebuje.',
    'plugins.why-listed': 'Rozstrzyga {decides}: {last} jest po {before} na liście w berberis.config.',
    'plugins.recovered-installing': 'Instalowanie wtyczki {plugin} było przerwane i zostało cofnięte: nie zaczęło się.',
    'plugins.recovered-removing': 'Usuwanie wtyczki {plugin} było przerwane i zostało dokończone. Archiwum: {archive}',
    'plugins.half': 'Zmianę wtyczki {plugin} przerwano, a nie ma jej już w berberis.config. Dopisz ją, żeby dokończyć.',
  },
  en: {
    'rehearse.copying': 'Rehearsing on a copy of the database; the database itself stays as it is…',
    'rehearse.fault': 'It would fail: {fault}',
    'rehearse.sound':
      'The rehearsal went well: {count} migrations, the plugins are sound. Now: berberis backup, then berberis migrate.',
    'rehearse.not-sound': 'The rehearsal did not go well ({count} migrations). Nothing was changed.',
    'sheet.written': '{file} is written',
    'create.done': 'The plugin is in {folder}. Next: npm install, npm test, then list it in berberis.config.ts.',
    'create.taken': '{folder}: this folder is there already. Nothing was overwritten.',
    'create.bad-id': '{id}: the id of a plugin is 2–31 of a–z, 0–9 and hyphens, a letter first.',
    'plugins.id': 'Plugin',
    'plugins.version': 'Version',
    'plugins.state': 'State',
    'plugins.needs': 'Needs',
    'plugins.state-listed': 'to be installed',
    'plugins.state-installed': 'on',
    'plugins.state-disabled': 'off',
    'plugins.state-installing': 'installation broken off',
    'plugins.state-removing': 'removal broken off',
    'plugins.unlisted': 'not in berberis.config',
    'plugins.installed':
      'The plugin {id} is installed. A running server takes it up by itself within seconds. Grant its permissions on the page Roles.',
    'plugins.enabled': 'The plugin {id} is on.',
    'plugins.disabled': 'The plugin {id} is off. Its rows stay.',
    'plugins.removed': 'The plugin {id} is removed. The archive: {archive}',
    'plugins.would-go':
      'With the plugin {id} go its tables, settings, grants, attributes of its records and series. Events stay. Rows:',
    'plugins.say-yes':
      'Nothing was removed. To remove it (an archive is written first): berberis plugins remove {id} --yes',
    'plugins.no-conflicts': 'No two plugins write the same field.',
    'plugins.why-needs': '{decides} decides: {last} comes after {before}, which it needs.',
    'plugins.why-listed': '{decides} decides: {last} comes after {before} in the list of berberis.config.',
    'plugins.recovered-installing':
      'The installation of {plugin} was broken off and has been taken back: it has not begun.',
    'plugins.recovered-removing':
      'The removal of {plugin} was broken off and has been brought to its end. The archive: {archive}',
    'plugins.half':
      'A change of the plugin {plugin} was broken off, and it is no longer in berberis.config. List it again to end it.',
  },
} as const
