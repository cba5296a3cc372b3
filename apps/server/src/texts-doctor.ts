/** What `doctor` says, and what is said when the database cannot be used, in the two languages. */
export const doctorTexts = {
  pl: {
    'doctor.sound': 'Wszystko w porządku.',
    'doctor.findings': 'Do zrobienia: {count}.',
    'database.gone':
      'Serwer bazy danych nie odpowiada ({reason}). Sprawdź, czy działa i czy adres w BERBERIS_DATABASE jest dobry.',
    'database.refused':
      'Serwer bazy danych nie wpuszcza ({reason}). Sprawdź użytkownika, hasło i uprawnienia w BERBERIS_DATABASE.',
    'database.none':
      'Na serwerze nie ma takiej bazy danych ({reason}). Załóż ją: create database <nazwa>, albo popraw BERBERIS_DATABASE.',
    'database.unopened':
      'Pliku bazy danych nie da się otworzyć ({reason}). Sprawdź ścieżkę w BERBERIS_DATABASE i prawa do folderu.',
    'database.unwritable': 'Do pliku bazy danych nie wolno pisać ({reason}). Sprawdź prawa do pliku i jego folderu.',
    'database.damaged': 'Plik bazy danych jest uszkodzony ({reason}). Przywróć ostatnią kopię: berberis restore.',
  },
  en: {
    'doctor.sound': 'All is well.',
    'doctor.findings': 'To be done: {count}.',
    'database.gone':
      'The database server does not answer ({reason}). Is it running, and is the address in BERBERIS_DATABASE right?',
    'database.refused':
      'The database server does not let us in ({reason}). Look at user, password and rights in BERBERIS_DATABASE.',
    'database.none':
      'The server has no such database ({reason}). Make it: create database <name>, or mend BERBERIS_DATABASE.',
    'database.unopened':
      'The database file cannot be opened ({reason}). Look at the path in BERBERIS_DATABASE and the rights of its folder.',
    'database.unwritable':
      'The database file may not be written ({reason}). Look at the rights of the file and its folder.',
    'database.damaged': 'The database file is damaged ({reason}). Restore the last backup: berberis restore.',
  },
} as const
