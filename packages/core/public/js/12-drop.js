import { announce, on, text } from './01-page.js'
import { tellRefusal } from './04-requests.js'

on('dragover', 'form[data-drop]', (event, form) => {
  event.preventDefault()
  form.classList.add('over')
})
on('dragleave', 'form[data-drop]', (event, form) => form.contains(event.relatedTarget) || form.classList.remove('over'))
on('drop', 'form[data-drop]', (event, form) => {
  event.preventDefault()
  form.classList.remove('over')
  form.querySelector('input[type=file]').files = event.dataTransfer.files
  sendFiles(form)
})
on('change', 'form[data-drop] input[type=file]', (_event, field) => sendFiles(field.form))
on('submit', 'form[data-drop]', (event, form) => {
  event.preventDefault()
  sendFiles(form)
})

// A form with other fields takes files wherever they are dropped on it, beside those it has, and sends them when it is saved.
const TAKES_FILES = 'form[data-form]:has(input[type=file][multiple])'
on('dragover', TAKES_FILES, (event, form) => {
  if (!carriesFiles(event)) return
  event.preventDefault()
  form.classList.add('over')
})
on('dragleave', TAKES_FILES, (event, form) => form.contains(event.relatedTarget) || form.classList.remove('over'))
on('drop', TAKES_FILES, (event, form) => {
  if (!carriesFiles(event)) return
  event.preventDefault()
  form.classList.remove('over')
  const field = form.querySelector('input[type=file][multiple]')
  const all = new DataTransfer()
  for (const file of [...field.files, ...event.dataTransfer.files]) all.items.add(file)
  field.files = all.files
  field.dispatchEvent(new Event('change', { bubbles: true }))
})
// What is too large would only be refused with all the rest, and minutes later: it is left out where it was chosen.
on('change', `${TAKES_FILES} input[type=file][data-max]`, (_event, field) => {
  const limit = Number(field.dataset.max)
  const files = [...field.files]
  const large = files.find(({ size }) => size > limit)
  const place = field.parentElement.querySelector('[data-files-error]')
  place.textContent = large ? text('too-large', { name: large.name, size: megabytes(limit) }) : ''
  place.hidden = !large
  if (!large) return
  const fit = new DataTransfer()
  for (const file of files) if (file.size <= limit) fit.items.add(file)
  field.files = fit.files
})
// Beside every place for files a browser would open the file instead of the page, and what was typed would be gone.
for (const type of ['dragover', 'drop'])
  addEventListener(type, (event) => {
    if (event.defaultPrevented || !carriesFiles(event) || event.target.matches?.('input[type=file]')) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'none'
  })

function carriesFiles({ dataTransfer }) {
  return dataTransfer?.types.includes('Files') ?? false
}

/** Files go with progress; one that is too large is refused at its place before a byte was sent. */
function sendFiles(form) {
  const files = [...form.querySelector('input[type=file]').files]
  if (files.length === 0) return
  const limit = Number(form.dataset.max)
  const large = files.find(({ size }) => limit > 0 && size > limit)
  if (large) return sayDrop(form, text('too-large', { name: large.name, size: megabytes(limit) }))

  sayDrop(form, '')
  const bar = form.querySelector('progress')
  const request = new XMLHttpRequest()
  request.upload.addEventListener('progress', ({ loaded, total }) => (bar.value = loaded / total))
  request.addEventListener('error', () => (endDrop(form), sayDrop(form, text('network'))))
  request.addEventListener('load', () => {
    endDrop(form)
    if (request.status >= 400) return refuseDrop(form, request)
    announce(text('uploaded', { name: files.map(({ name }) => name).join(', ') }))
    const at = request.getResponseHeader('HX-Redirect')
    if (at && new URL(at, location.href).pathname !== location.pathname) return location.assign(at)
    void window.htmx.ajax('GET', location.pathname + location.search, { target: '#main', swap: 'innerMorph' })
  })
  request.open('POST', form.action)
  request.setRequestHeader('HX-Request', 'true')
  request.setRequestHeader('HX-Request-Type', 'partial')
  request.send(new FormData(form))
  bar.hidden = false
  announce(text('uploading', { name: files[0].name }))
}

function refuseDrop(form, { status, responseText }) {
  const answer = new DOMParser().parseFromString(responseText, 'text/html')
  const said = answer.querySelector('[data-error] h1, .field-error, .summary')?.textContent.trim()
  if (said && status < 500 && status !== 401) sayDrop(form, said)
  else tellRefusal(status, responseText)
}

function endDrop(form) {
  form.querySelector('progress').hidden = true
  form.querySelector('input[type=file]').value = ''
}

function sayDrop(form, message) {
  const place = form.querySelector('[data-drop-error]')
  place.textContent = message
  place.hidden = message === ''
}

function megabytes(bytes) {
  return `${new Intl.NumberFormat(document.documentElement.lang).format(Math.round(bytes / 1024 / 1024))}\u00a0MB`
}
