import { on } from './01-page.js'
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

async function savePreference(name, value) {
  const response = await fetch('/me/preferences', {
    method: 'POST',
    body: new URLSearchParams({ [name]: value }),
    headers: { 'HX-Request': 'true' },
  })
  if (!response.ok) tellRefusal(response.status, await response.text())
  return response.ok
}
