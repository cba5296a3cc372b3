import { fragment, on } from './01-page.js'
import { prepare } from './08-forms.js'

// Sections of a form with many attributes: their fields come when they are opened, and a name is looked for in all of them.
on('toggle', '[data-section]', (_event, section) => section.open && void fill(section), { capture: true })

on('input', '[data-section-filter]', async (_event, filter) => {
  const wanted = filter.value.trim().toLowerCase()
  for (const section of filter.form.querySelectorAll('[data-section]')) {
    const found = section.dataset.names.toLowerCase().includes(wanted)
    section.hidden = !found
    section.open = found && wanted.length > 1
    if (section.open) await fill(section)
    for (const field of section.querySelectorAll('.fields > .field'))
      field.hidden = !field.textContent.toLowerCase().includes(wanted)
  }
})

async function fill(section) {
  const place = section.querySelector('[data-fields-of]')
  if (!place) return
  const { fieldsOf } = place.dataset
  delete place.dataset.fieldsOf
  const { response, body } = await fragment(fieldsOf)
  if (response.ok) {
    place.replaceChildren(...body.children)
    prepare()
  } else place.dataset.fieldsOf = fieldsOf
}
