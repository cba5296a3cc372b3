// A MariaDB for the desk: prints the address that tests take from BERBERIS_TEST_MYSQL and runs until it is stopped.
import { startMariaDb } from './private-mariadb.mjs'

const mariadb = await startMariaDb()
if (!mariadb) {
  console.error('MariaDB is not installed on this machine: install mariadb-server')
  process.exit(1)
}
console.log(`BERBERIS_TEST_MYSQL=${mariadb.url}`)

const running = setInterval(() => {}, 60_000)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, stop)

async function stop() {
  clearInterval(running)
  await mariadb.stop()
}
