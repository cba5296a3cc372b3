import { backupTexts } from './texts-backup.js'
import { doctorTexts } from './texts-doctor.js'
import { pluginTexts } from './texts-plugins.js'
import { releaseTexts } from './texts-release.js'

/** What the terminal says, in the two languages; `{name}` is replaced. */
export type Texts = { readonly [Key in keyof typeof pl]: string }

const pl = {
  ...backupTexts.pl,
  ...doctorTexts.pl,
  ...pluginTexts.pl,
  ...releaseTexts.pl,
  preparing: 'Przygotowuję bazę danych…',
  settingUp: 'Pierwszy start: zakładam firmę i administratora…',
  loading: 'Wczytuję firmę przykładową: {part}…',
  finishing: 'Kończę pracę w tle: wydruki i zdarzenia…',
  ready: 'Berberis działa pod adresem {address}',
  passwordsOnce: 'Loginy i hasła. Hasła powstały teraz i nie będą pokazane drugi raz.',
  signInAbove: 'Zaloguj się loginem i hasłem z listy powyżej.',
  login: 'Login',
  name: 'Kto',
  role: 'Rola',
  password: 'Hasło',
  signInAgain: 'Loginy i hasła były podane przy pierwszym starcie. Nowe hasło: {command}',
  setUpAt: 'Nikt jeszcze tu nie pracuje. Dokończ pierwsze uruchomienie pod adresem (klucz działa raz):',
  mailFolder: 'Poczta nie wychodzi na zewnątrz: listy zapisują się jako pliki w {folder}',
  mailServer: 'Poczta: {address}',
  mailNone: 'Poczta nie jest ustawiona: niczego nie można wysłać e-mailem.',
  plainHttp: 'Uwaga: bez https hasła i sesje idą otwartym tekstem. Na jednym komputerze to nic, w sieci ustaw https.',
  running:
    'Berberis na danych z folderu {folder} już działa: {address} (proces {pid}).\nOtwórz ten adres albo najpierw zatrzymaj tamten serwer (Ctrl+C w jego terminalu).',
  runningBeside: 'Drugi serwer na tej samej bazie musi mieć własny adres: podaj go w BERBERIS_LISTEN.',
  portTaken: 'Port {port} jest zajęty.',
  nextPort: 'Port {port} jest zajęty, biorę {next}.',
  stop: 'Zatrzymanie: Ctrl+C',
  stopping: 'Zatrzymuję: kończę to, co trwa…',
  clock: 'Zegar ustawiony ręcznie: {instant}',
  clockPractice: 'Zegar można ustawić tylko w instancji do ćwiczeń (practice: true).',
  setUpDone: 'Gotowe. Administrator: {login}, hasło: {password}',
  setUpDoneOwn: 'Gotowe. Administrator: {login}',
  notSetUp: 'Najpierw pierwsze uruchomienie: berberis setup albo berberis start.',
  migrated: 'Baza danych jest aktualna.',
  created: 'Operator {login} utworzony, hasło: {password}',
  passwordReset: 'Nowe hasło operatora {login}: {password}',
  unlocked: 'Login {login} odblokowany.',
  factorRemoved: 'Drugi składnik operatora {login} zdjęty, jego sesje zakończone.',
  noFactor: 'Operator {login} nie ma drugiego składnika.',
  token: 'Token operatora {login} (pokazany tylko teraz): {token}',
  noOperator: 'Nie ma operatora o loginie {login}.',
  noRole: 'Nie ma roli „{role}”. Są: {roles}.',
  missing: 'Brakuje: {name}',
  exampleLoaded: 'Firma przykładowa wczytana (dzień {day}).',
  exampleRemoved:
    'Firma przykładowa usunięta, także jej nazwa, NIP, konto i adres nadawcy w ustawieniach (chyba że ktoś je potem zmienił).\nZostaje to, co było poza nią: role, ustawienia oraz operatorzy ze swoimi adresami e-mail: {logins}.',
  badDay: 'To nie jest dzień: {day}. Podaj RRRR-MM-DD.',
  badListen: '{name}: „{value}” to nie jest adres serwera. Podaj host:port albo sam port, np. 127.0.0.1:8080 lub 8080.',
  cannotListen:
    '{name}: pod tym adresem nie da się tu nasłuchiwać ({value}). Podaj adres tej maszyny, np. 127.0.0.1:8080.',
  badMail:
    '{name}: „{value}” to nie jest adres poczty. Podaj serwer, np. smtp://user:password@mail.example:587 lub smtps://…, albo folder:<ścieżka>.',
  badDatabase:
    '{name}: „{value}” to nie jest adres bazy danych. Podaj np. sqlite:data/berberis.db albo mysql://user:password@127.0.0.1:3306/berberis.',
  badPublicAddress:
    '{name}: „{value}” to nie jest adres strony. Podaj go z http:// lub https://, np. https://berberis.example.',
  unknownCommand: 'Nie znam polecenia: {command}',
  usage: `Użycie: berberis <polecenie>

  start [--example] [--clock <chwila>]     uruchamia serwer; --example przy pustej bazie wczytuje firmę przykładową
  setup --firm <nazwa> --login <login> --name <imię i nazwisko> [--tax-id <NIP>] [--locale pl|en] [--stdin] [--example]
                                           pierwsze uruchomienie bez przeglądarki
  migrate                                  doprowadza bazę danych do tej wersji programu
  migrate --rehearse                       próbuje tego na kopii i mówi, jak poszło; niczego nie zmienia
  operator create <login> --name <nazwa> --role <rola> [--stdin]
  operator reset-password <login> [--stdin]
  operator unlock <login>
  operator remove-second-factor <login>
  operator create-token <login> [--name <nazwa>] [--expires <dzień>] [--read-only]
  example load [--on <dzień>]              wczytuje firmę przykładową
  example remove                           usuwa ją bez śladu
  plugins list                             wtyczki i ich stan
  plugins check                            gdzie się spotykają i które zmieniają to samo pole
  plugins key                              klucz publiczny tej instancji, dla instalacji, która ma jej ufać
  plugins prove [<id>…] --to <plik> [--name <kto>]
                                           na instancji testowej: próbuje wersji, które tu działają, i podpisuje wynik
  plugins approve <id> --from <plik> [--login <login>] [--ahead]
                                           mówi, co wypróbowano; z --login dopuszcza do pracy dokładnie ten kod
  plugins revoke <id> --login <login>      cofa zatwierdzenie, którego nie użył jeszcze żaden start
  plugins install <id> [--restore <archiwum>]
  plugins enable <id>                      włącza
  plugins disable <id>                     wyłącza; dane zostają
  plugins remove <id> [--yes]              usuwa z danymi; archiwum powstaje zawsze
  doctor                                   bada instancję: środowisko, bazę, ustawienia, pliki, kopie; 0: w porządku
  backup <folder> [--stdin]                kopia całej instancji, także gdy pracuje: baza, pliki, szablony, klucz
  restore <folder> [--into <pusty folder>] [--over <nazwa instancji>] [--stdin]
                                           przywraca kopię; --check tylko sprawdza, czy jest cała
  create-plugin <id>                       nowa wtyczka w folderze berberis-plugin-<id>
  sheet                                    zapisuje SHEET.md każdej wtyczki z listy
  openapi                                  wypisuje opis API

  --config <plik>   inny plik konfiguracji niż berberis.config.ts

Ustawienia z otoczenia (mają pierwszeństwo przed plikiem konfiguracji):
  BERBERIS_LISTEN           host:port albo port
  BERBERIS_DATABASE         sqlite:<plik> albo mysql://user:password@host:port/baza
  BERBERIS_DATA             folder danych: klucz, pliki, wbudowana baza
  BERBERIS_PUBLIC_ADDRESS   adres, pod którym się pracuje: https://berberis.example
  BERBERIS_MAIL             smtp://user:password@host:port, smtps://… albo folder:<ścieżka>
  BERBERIS_ZONE             strefa czasowa: Europe/Warsaw
  BERBERIS_TRUST_PROXY      adresy zaufanych pośredników, po przecinku
  BERBERIS_WEBHOOK_HOSTS    hosty własnej sieci, które wolno wołać webhookom, po przecinku
  BERBERIS_TRUSTED_TESTS    klucze instancji testowych, po przecinku: działa tylko zatwierdzony kod wtyczek
  BERBERIS_PROOF_DAYS       przez ile dni ważny jest dowód: 30
  BERBERIS_PRACTICE         1: instancja do ćwiczeń
  BERBERIS_LOG              debug, info, warn, error albo silent
  BERBERIS_BACKUP_PASSPHRASE  hasło, którym zakleja się klucz instancji w kopii
  BERBERIS_CONFIG           plik konfiguracji`,
}

const en: Texts = {
  ...backupTexts.en,
  ...doctorTexts.en,
  ...pluginTexts.en,
  ...releaseTexts.en,
  preparing: 'Preparing the database…',
  settingUp: 'First start: setting up the firm and its administrator…',
  loading: 'Loading the example firm: {part}…',
  finishing: 'Finishing later work: prints and events…',
  ready: 'Berberis is running at {address}',
  passwordsOnce: 'Logins and passwords. The passwords were made just now and will not be shown again.',
  signInAbove: 'Sign in with a login and its password from the list above.',
  login: 'Login',
  name: 'Who',
  role: 'Role',
  password: 'Password',
  signInAgain: 'Logins and passwords were shown at the first start. A new password: {command}',
  setUpAt: 'Nobody works here yet. Finish the first run at this address (its key works once):',
  mailFolder: 'No mail leaves this machine: letters are written as files to {folder}',
  mailServer: 'Mail: {address}',
  mailNone: 'No mail server is configured: nothing can be e-mailed.',
  plainHttp:
    'Note: without https passwords and sessions travel in the open. Fine on one machine; on a network set up https.',
  running:
    'Berberis is already running on the data in {folder}: {address} (process {pid}).\nOpen that address, or stop that server first (Ctrl+C in its terminal).',
  runningBeside: 'A second server on the same database needs an address of its own: give it in BERBERIS_LISTEN.',
  portTaken: 'Port {port} is taken.',
  nextPort: 'Port {port} is taken, using {next}.',
  stop: 'To stop: Ctrl+C',
  stopping: 'Stopping: finishing what is running…',
  clock: 'The clock was set by hand: {instant}',
  clockPractice: 'The clock can be set in a practice instance only (practice: true).',
  setUpDone: 'Done. Administrator: {login}, password: {password}',
  setUpDoneOwn: 'Done. Administrator: {login}',
  notSetUp: 'The first run comes first: berberis setup or berberis start.',
  migrated: 'The database is up to date.',
  created: 'Operator {login} created, password: {password}',
  passwordReset: 'New password of {login}: {password}',
  unlocked: 'Login {login} unlocked.',
  factorRemoved: 'The second factor of {login} is taken away, and all sessions have ended.',
  noFactor: '{login} has no second factor.',
  token: 'Token of {login} (shown only now): {token}',
  noOperator: 'There is no operator with the login {login}.',
  noRole: 'There is no role "{role}". There are: {roles}.',
  missing: 'Missing: {name}',
  exampleLoaded: 'The example firm is loaded (day {day}).',
  exampleRemoved:
    'The example firm is gone, also its name, NIP, account and sender of mail in the settings (unless somebody changed them since).\nWhat is not of it stays: roles, settings, and operators with their e-mail addresses: {logins}.',
  badDay: 'Not a day: {day}. Write YYYY-MM-DD.',
  badListen: '{name}: "{value}" is no address to listen at. Give host:port or a port alone, as 127.0.0.1:8080 or 8080.',
  cannotListen: '{name}: cannot listen at this address ({value}). Give one of this machine, as 127.0.0.1:8080.',
  badMail:
    '{name}: "{value}" is no mail address. Give a server, as smtp://user:password@mail.example:587 or smtps://…, or folder:<path>.',
  badDatabase:
    '{name}: "{value}" is no address of a database. Give one as sqlite:data/berberis.db or mysql://user:password@127.0.0.1:3306/berberis.',
  badPublicAddress:
    '{name}: "{value}" is no address of a page. Give it with http:// or https://, as https://berberis.example.',
  unknownCommand: 'Unknown command: {command}',
  usage: `Usage: berberis <command>

  start [--example] [--clock <instant>]    starts the server; --example loads the example firm into an empty database
  setup --firm <name> --login <login> --name <full name> [--tax-id <NIP>] [--locale pl|en] [--stdin] [--example]
                                           the first run without a browser
  migrate                                  brings the database to this version of the program
  migrate --rehearse                       tries that on a copy and says how it went; changes nothing
  operator create <login> --name <name> --role <role> [--stdin]
  operator reset-password <login> [--stdin]
  operator unlock <login>
  operator remove-second-factor <login>
  operator create-token <login> [--name <name>] [--expires <day>] [--read-only]
  example load [--on <day>]                loads the example firm
  example remove                           takes it away without a trace
  plugins list                             plugins and their state
  plugins check                            where they meet, and which write the same field
  plugins key                              the public key of this instance, for whoever believes its proofs
  plugins prove [<id>…] --to <file> [--name <who>]
                                           on a test instance: tries the versions that work here and signs how it went
  plugins approve <id> --from <file> [--login <login>] [--ahead]
                                           says what was tried; with --login lets exactly that code work here
  plugins revoke <id> --login <login>      takes back an approval no start has used
  plugins install <id> [--restore <archive>]
  plugins enable <id>                      switches it on
  plugins disable <id>                     switches it off; its rows stay
  plugins remove <id> [--yes]              removes it with its data; an archive is always written
  doctor                                   examines the instance: runtime, database, settings, files, backups; 0: sound
  backup <folder> [--stdin]                copies the whole instance, also while it works: database, files, templates, key
  restore <folder> [--into <empty folder>] [--over <name of the instance>] [--stdin]
                                           puts a backup back; --check only looks whether it is whole
  create-plugin <id>                       a new plugin in the folder berberis-plugin-<id>
  sheet                                    writes SHEET.md of every listed plugin
  openapi                                  prints the API document

  --config <file>   another configuration than berberis.config.ts

From the environment (before the configuration file):
  BERBERIS_LISTEN           host:port or port
  BERBERIS_DATABASE         sqlite:<file> or mysql://user:password@host:port/database
  BERBERIS_DATA             the data folder: key, files, embedded database
  BERBERIS_PUBLIC_ADDRESS   the address people use: https://berberis.example
  BERBERIS_MAIL             smtp://user:password@host:port, smtps://… or folder:<path>
  BERBERIS_ZONE             time zone: Europe/Warsaw
  BERBERIS_TRUST_PROXY      addresses of trusted proxies, separated by commas
  BERBERIS_WEBHOOK_HOSTS    hosts of the own network that webhooks may call, separated by commas
  BERBERIS_TRUSTED_TESTS    keys of test instances, separated by commas: only approved code of plugins works
  BERBERIS_PROOF_DAYS       days a proof is good for: 30
  BERBERIS_PRACTICE         1: an instance for practice
  BERBERIS_LOG              debug, info, warn, error or silent
  BERBERIS_BACKUP_PASSPHRASE  seals the instance key of a backup
  BERBERIS_CONFIG           the configuration file`,
}

/** The texts of the terminal's language: Polish when it says so, English otherwise. */
export function textsFor(env: NodeJS.ProcessEnv): Texts {
  return languageOf(env) === 'pl' ? pl : en
}

/** The language the terminal asks for by `LC_ALL`, `LC_MESSAGES` or `LANG`. */
export function languageOf({ LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv): 'pl' | 'en' {
  return /^pl/i.test(LC_ALL || LC_MESSAGES || LANG || '') ? 'pl' : 'en'
}

/** A text with its `{names}` replaced. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}
