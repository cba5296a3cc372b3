import MarkdownIt from 'markdown-it'

const markdown = new MarkdownIt({ html: false, typographer: false })

/** Markdown as clean HTML: markup in the text stays text, and links lead nowhere but to addresses. */
export function drawMarkdown(source: string): string {
  return markdown.render(source)
}
