/**
 * What the passwords of breaches are made of once digits and signs at their ends are gone: Polish and English words,
 * names and rows of keys. Our own list beside the great one of `common-passwords.ts`, which knows few words of a Polish
 * office; a password that is nothing but three of these is refused however long it is.
 */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  `
  haslo hasla hasło password passwd passw pass passphrase secret sekret tajne tajny tajemnica admin administrator adminek root
  user uzytkownik user operator login logowanie witaj witam welcome hello czesc siema letmein wpuscmnie dostep access start startowe
  zmien zmienmnie zmiana changeme change default domyslne temp tymczasowe test testowe testowy tester demo przyklad example sample
  firma company biuro office ksiegowosc faktura faktury sprzedaz magazyn produkcja sklep sekretariat kierownik prezes dyrektor serwis
  handel klient klienci kontrahent berberis crm erp system komputer computer internet siec network serwer server windows linux
  qwerty qwertyuiop qwertz azerty asdf asdfgh asdfghjkl zxcv zxcvbn zxcvbnm qaz wsx edc rfv tgb yhn ujm qazwsx qazwsxedc
  zaq zaqwsx zaqxsw xsw cde cdexsw qweasd qweasdzxc asdqwe poiuytrewq lkjhgfdsa mnbvcxz qwe asd zxc qw as zx abc abcd abcdef abcdefgh
  iloveyou kocham kochamcie kochanie milosc love lover skarb skarbie misiek misio mis myszka kotek kotka kot piesek pies krolik
  niunia aniolek slonko slonce sloneczko buziaczek buziak zabka perelka malutka malenka ksiezniczka princess krolowa krol king queen
  monkey dragon master shadow sunshine football baseball superman batman pokemon starwars matrix hunter killer ninja soccer hockey
  summer winter spring autumn lato zima wiosna jesien january february march april may june july august september october november
  december styczen luty marzec kwiecien maj czerwiec lipiec sierpien wrzesien pazdziernik listopad grudzien poniedzialek wtorek sroda
  czwartek piatek sobota niedziela monday tuesday wednesday thursday friday saturday sunday
  polska polske poland polski polak warszawa krakow lodz wroclaw poznan gdansk gdynia szczecin katowice lublin bialystok bydgoszcz torun
  kielce radom rzeszow legia wisla widzew lech ruch gornik slask arka lechia jagiellonia pogon real barcelona chelsea arsenal liverpool
  adam adas agata agnieszka aleksandra ola alicja ala amelia andrzej ania anna aneta antoni arek artur asia basia barbara bartek bartosz
  beata bogdan bozena cezary damian daniel danuta darek dariusz dawid dominik dominika dorota edward edyta ela elzbieta emilia ewa ewelina
  filip franciszek gabriel gosia grazyna grzegorz grzes hania hanna henryk hubert ilona irena iwona iza izabela jacek jadwiga jakub jan
  jarek jaroslaw jerzy joanna jola jolanta jozef julia justyna kamil kamila karol karolina kasia katarzyna kinga klaudia konrad
  krystian krystyna krzysiek krzysztof kuba lena leszek lukasz maciej maciek magda magdalena maja malgorzata marcin marek maria mariola
  mariusz marta martyna maryla marzena mateusz michal mikolaj milena mirek miroslaw monika natalia nikola nina norbert ola olga oliwia
  patrycja patryk paula paulina pawel piotr piotrek przemek przemyslaw radek radoslaw rafal renata robert roman ryszard sandra sebastian
  slawek stanislaw stefan sylwia szymon tadeusz tomasz tomek urszula wanda weronika wiktor wiktoria wiola wojciech wojtek zbigniew zbyszek
  zenon zofia zosia zuzanna zuzia ashley michael jessica jennifer michelle charlie jordan thomas george andrew daniel matthew joshua robert
  samsung nokia iphone android google facebook allegro onet interia gmail nasza klasa mercedes bmw audi ferrari porsche opel fiat polonez
  trustno one two three four five six seven eight nine zero jeden dwa trzy cztery piec szesc siedem osiem dziewiec dziesiec
  matrix kopytko bolek lolek reksio kubus puchatek gumis smerf koziolek matolek krasnal bocian orzel orzelbialy jezus maryja bog amen
  pieniadze kasa money zloto srebro euro dolar zloty bank banka konto account portfel karta pin kod code klucz key zamek brama
  czekolada cukierek truskawka malina banan jablko wisnia piwo piwko wodka kawa herbata pizza chleb maslo ciastko
  dupa dupka cycki chuj kurwa kurwamac kurde cholera gowno spierdalaj pierdole idiota debil fuck fuckyou fuckoff shit asshole
  i a o z w na to the my moj moja moje jest is in on of ja ty on ona my wy jestem
`
    .trim()
    .split(/\s+/),
)
