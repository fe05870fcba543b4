// Clauses: N7

/**
 * The timeline as pages of A4, in Typst. Everything that somebody wrote comes as data: no text of others is read as markup. Both languages stand in
 * each row, Chinese first. Headings, tables and their head rows are told to reading programs (tagged); each page says which of how many it is.
 */
export const TIMELINE_TEMPLATE = `
#let data = json("/data.json")
#set document(title: data.title, date: datetime(..data.date))
#set page(paper: "a4", margin: (x: 16mm, top: 18mm, bottom: 18mm),
  header: text(size: 8pt, fill: luma(90))[#data.head #h(1fr) #data.mark],
  footer: context text(size: 8pt, fill: luma(90))[
    #data.made #h(1fr)
    第 #counter(page).display() 页，共 #counter(page).final().first() 页 · Page #counter(page).display() of #counter(page).final().first()
  ])
#set text(font: "Noto Sans SC", size: 9pt, lang: "zh", region: "cn")
#set par(justify: false, leading: 0.6em)
#set table.cell(breakable: false)
#show heading: set text(weight: "bold")
#let en(body) = text(size: 7.5pt, fill: luma(80), lang: "en")[#body]
#let both(pair) = [#pair.zh #linebreak() #en(pair.en)]
#let listing(heads, columns, rows) = table(
  columns: columns, stroke: (x, y) => (bottom: 0.4pt + luma(200)), inset: (x: 4pt, y: 4pt), align: left + top,
  table.header(..heads.map(one => text(weight: "bold")[#both(one)])),
  ..rows.flatten())
#heading(level: 1)[#data.heading.zh]
#en(data.heading.en)
#if data.mark != "" [#par(strong(data.mark))]
#par[#both(data.scope)]
#par[#both(data.count)]
#listing(data.heads, (25mm, 25mm, 1fr, 34mm), data.rows.map(row => (
  (text(size: 8pt)[#row.at], text(size: 8pt)[#row.recordedAt], both(row), text(size: 7.5pt)[#row.id]))))
#if data.duties.len() > 0 [
  #heading(level: 2)[#data.dutiesHeading.zh]
  #en(data.dutiesHeading.en)
  #listing(data.dutyHeads, (1fr, 30mm, 30mm, 30mm), data.duties.map(one => (
    (both(one), text(size: 8pt)[#one.dueAt], text(size: 8pt)[#one.closedAt], both(one.state)))))
]
`;
