// A site of literature notes with the theme under test. Its docs are cards that the test copies
// beside it; the environment says where the programs are.
const theme = {
  endpoint: '/litsearch/',
  proxy: process.env.LITSEARCH_URL,
  index: {command: process.env.LITSEARCH_INDEX, db: 'index'},
  openSearch: {description: 'Notes on articles, in English and Chinese'},
};

export default {
  title: 'Literature notes',
  url: 'https://notes.example.org',
  baseUrl: '/notes/',
  onBrokenLinks: 'warn',
  markdown: {format: 'detect'},
  i18n: {defaultLocale: 'en', locales: ['en', 'zh-Hant']},
  presets: [['classic', {
    docs: {sidebarPath: './sidebars.js', routeBasePath: 'cards'},
    blog: {},
    theme: {},
    sitemap: false,
  }]],
  themes: [['docusaurus-theme-litsearch', theme]],
  themeConfig: {
    colorMode: {respectPrefersColorScheme: true},
    navbar: {
      title: 'Literature notes',
      items: [{type: 'docSidebar', sidebarId: 'cards', label: 'Cards'}, {type: 'localeDropdown', position: 'right'}],
    },
  },
};
