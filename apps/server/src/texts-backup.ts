/** What `backup` and `restore` say, in the two languages. */
export const backupTexts = {
  pl: {
    'backup.database': 'Kopiuję bazę danych…',
    'backup.files': 'Kopiuję załączniki…',
    'backup.rest': 'Kopiuję szablony, archiwa wtyczek i konfigurację…',
    'backup.done':
      'Kopia instancji „{name}” z chwili {at} jest w {folder}: tabele {tables}, wiersze {rows}, pliki {files}.',
    'backup.key-plain':
      'Klucz instancji (instance.key) leży w kopii otwarty: kto go ma, otworzy hasła i sekrety z tej bazy. Trzymaj kopię tak jak hasła albo zaklej klucz hasłem: BERBERIS_BACKUP_PASSPHRASE.',
    'backup.key-sealed':
      'Klucz instancji jest w kopii zaklejony hasłem. Bez tego hasła kopii nie da się przywrócić: zapisz je gdzie indziej.',
    'backup.missing':
      'Uwaga: baza wskazuje pliki, których nie ma w folderze danych ({count}); kopia ich nie ma. Więcej powie: berberis doctor.',
    'restore.verify': 'Sprawdzam kopię: sumy wszystkich tabel i plików…',
    'restore.database': 'Przywracam bazę danych…',
    'restore.files': 'Przywracam załączniki i klucz…',
    'restore.compare': 'Porównuję z kopią…',
    'restore.done':
      'Instancja „{name}” z chwili {at} jest przywrócona do {folder}. Sumy {tables} tabel i {files} plików są te same.\nListy i zlecenia, które wtedy czekały na wysłanie, wyjdą po starcie.',
    'restore.aside': 'To, co było tu wcześniej, leży w {folder}.',
    'restore.whole': 'Kopia jest cała: „{name}” z chwili {at}, tabele {tables}, pliki {files}.',
    'fault.folder-taken': '{about}: folder kopii musi być pusty albo jeszcze nie istnieć.',
    'fault.no-backup': '{about}: to nie jest kopia Berberis albo jej robienie przerwano (brak manifest.json).',
    'fault.not-whole': 'Kopia jest uszkodzona: {about}. Niczego nie ruszono.',
    'fault.other-engine':
      'To kopia bazy {about}. Ustaw w BERBERIS_DATABASE pustą bazę tego samego rodzaju (sqlite:<plik> albo mysql://…).',
    'fault.newer-backup': '{about}: kopia jest z nowszej wersji programu.',
    'fault.living':
      'Tu żyje już instancja „{about}”. Przywróć gdzie indziej (--into <pusty folder>) albo, żeby ją zastąpić, podaj jej nazwę: --over "{about}".',
    'fault.wrong-name': 'Ta instancja nazywa się inaczej: „{about}”. Niczego nie ruszono.',
    'fault.running': 'Najpierw zatrzymaj serwer, który tu działa: {about}.',
    'fault.passphrase-missing':
      '{about}: klucz instancji jest zaklejony. Podaj hasło w BERBERIS_BACKUP_PASSPHRASE albo na wejściu (--stdin).',
    'fault.passphrase-wrong': '{about}: to hasło nie otwiera klucza instancji. Niczego nie ruszono.',
    'fault.in-memory': '{about}: bazy w pamięci nie da się ani skopiować, ani przywrócić.',
    'fault.no-database': '{about}: tu nie ma bazy danych. Czy to ten folder danych (BERBERIS_DATA)?',
    'fault.not-equal':
      'Po przywróceniu tabela {about} jest inna niż w kopii. Instancja nie wystartuje, dopóki przywracanie się nie powiedzie: uruchom je jeszcze raz.',
  },
  en: {
    'backup.database': 'Copying the database…',
    'backup.files': 'Copying attachments…',
    'backup.rest': 'Copying templates, archives of plugins and the configuration…',
    'backup.done': 'A backup of "{name}" as of {at} is in {folder}: {tables} tables, {rows} rows, {files} files.',
    'backup.key-plain':
      'The instance key (instance.key) lies in the backup as it is: whoever has it opens the passwords and secrets of this database. Keep the backup as you keep passwords, or seal the key: BERBERIS_BACKUP_PASSPHRASE.',
    'backup.key-sealed':
      'The instance key is sealed with the passphrase. Without it this backup cannot be restored: keep it elsewhere.',
    'backup.missing':
      'Note: the database names files that are not in the data folder ({count}); the backup does not have them. More by: berberis doctor.',
    'restore.verify': 'Looking at the backup: sums of all tables and files…',
    'restore.database': 'Restoring the database…',
    'restore.files': 'Restoring attachments and the key…',
    'restore.compare': 'Comparing with the backup…',
    'restore.done':
      'The instance "{name}" as of {at} is restored to {folder}. The sums of {tables} tables and {files} files are the same.\nMails and errands that were waiting then will leave after the start.',
    'restore.aside': 'What was here before lies in {folder}.',
    'restore.whole': 'The backup is whole: "{name}" as of {at}, {tables} tables, {files} files.',
    'fault.folder-taken': '{about}: the folder of a backup has to be empty or not there yet.',
    'fault.no-backup':
      '{about}: this is no backup of Berberis, or one that was broken off (there is no manifest.json).',
    'fault.not-whole': 'The backup is damaged: {about}. Nothing was touched.',
    'fault.other-engine':
      'This is a backup of a {about} database. Name an empty one of the same kind in BERBERIS_DATABASE (sqlite:<file> or mysql://…).',
    'fault.newer-backup': '{about}: the backup is from a newer version of the program.',
    'fault.living':
      'The instance "{about}" lives here. Restore elsewhere (--into <empty folder>) or, to replace it, say its name: --over "{about}".',
    'fault.wrong-name': 'This instance has another name: "{about}". Nothing was touched.',
    'fault.running': 'Stop the server first that runs here: {about}.',
    'fault.passphrase-missing':
      '{about}: the instance key is sealed. Give the passphrase in BERBERIS_BACKUP_PASSPHRASE or on standard input (--stdin).',
    'fault.passphrase-wrong': '{about}: this passphrase does not open the instance key. Nothing was touched.',
    'fault.in-memory': '{about}: a database in memory can be neither copied nor restored.',
    'fault.no-database': '{about}: there is no database here. Is this the data folder (BERBERIS_DATA)?',
    'fault.not-equal':
      'After restoring, the table {about} differs from the backup. The instance will not start until a restore succeeds: run it again.',
  },
} as const
