import { make, on } from './01-page.js'
import { tellRefusal } from './04-requests.js'

on('submit', 'form[data-preferences]', async (event, form) => {
  if (!event.submitter?.name) return
  event.preventDefault()
  const { name, value } = event.submitter
  if (name === 'theme' || name === 'density') document.documentElement.dataset[name] = value
  for (const button of form.querySelectorAll(`button[name="${name}"]`))
    button.setAttribute('aria-pressed', String(button.value === value))
  if ((await savePreference(name, value)) && name === 'locale') location.reload()
})

on('click', '.sidebar summary', (_event, summary) => {
  const group = summary.parentElement
  void savePreference(`menu.${group.dataset.group}`, group.open ? 'closed' : 'open')
})

// Which columns stand in a list is part of its address, like everything that decides what is shown.
on('change', '[data-column]', (_event, box) => {
  const { form } = box
  const chosen = [...form.querySelectorAll('[data-column]:checked')].map(({ value }) => value).join(',')
  const kept = form.querySelector('input[name=cols]')
  if (kept) kept.value = chosen
  else form.prepend(make('input', { type: 'hidden', name: 'cols', value: chosen }))
  form.requestSubmit()
})

async function savePreference(name, value) {
  const response = await fetch('/me/preferences', {
    method: 'POST',
    body: new URLSearchParams({ [name]: value }),
    headers: { 'HX-Request': 'true' },
  })
  if (!response.ok) tellRefusal(response.status, await response.text())
  return response.ok
}
