'use strict';
const fs = require('fs/promises');
const path = require('path');
const { normalizeUrl } = require('@docusaurus/utils');
const { runIndex } = require('./indexing');
const openSearch = require('./opensearch');
const { NAME, validateOptions } = require('./options');
const { collectDocs, collectRoutes, writeRoutes } = require('./routes');
const { messagesOf } = require('./strings');

/* Options that the browser is told. */
const TOLD = [
    'endpoint',
    'searchPagePath',
    'limit',
    'pageSize',
    'headings',
    'filters',
    'highlight',
    'shortcut',
    'placeholder',
    'recent',
    'searchParameters',
];

function settingsOf(options, { i18n, siteConfig }) {
    return {
        ...Object.fromEntries(TOLD.map((name) => [name, options[name]])),
        siteUrl: siteConfig.url,
        /* The index has the pages of the default locale; other locales have the same below theirs. */
        indexedBaseUrl: i18n.localeConfigs[i18n.defaultLocale]?.baseUrl ?? null,
    };
}

function proxyOf({ endpoint, proxy }) {
    const prefix = endpoint.slice(0, -1);
    return [
        {
            context: (pathname) => pathname.startsWith(endpoint),
            target: proxy,
            changeOrigin: true,
            pathRewrite: (pathname) => pathname.slice(prefix.length),
        },
    ];
}

function themeLitsearch(context, options) {
    const { siteConfig, siteDir, baseUrl, outDir, i18n } = context;
    const site = { ...siteConfig, baseUrl };
    const isIndexed = i18n.currentLocale === i18n.defaultLocale;
    const hasOpenSearch =
        Boolean(options.openSearch && options.searchPagePath) &&
        siteConfig.future?.experimental_router !== 'hash';
    const routesFile = options.routesFile && path.resolve(siteDir, options.routesFile);
    let docs = [];
    return {
        name: NAME,
        getThemePath: () => path.join(__dirname, '../theme'),
        getClientModules: () => (options.highlight ? [path.join(__dirname, '../browser/landing.js')] : []),
        getDefaultCodeTranslationMessages: async () => messagesOf(i18n.currentLocale),

        async contentLoaded({ actions }) {
            actions.setGlobalData(settingsOf(options, context));
            if (options.searchPagePath) {
                actions.addRoute({
                    path: normalizeUrl([baseUrl, options.searchPagePath]),
                    component: '@theme/SearchPage',
                    exact: true,
                });
            }
        },

        async allContentLoaded({ allContent }) {
            docs = collectDocs(allContent);
            if (routesFile && isIndexed) {
                writeRoutes(routesFile, collectRoutes(allContent));
            }
        },

        async postBuild() {
            if (hasOpenSearch) {
                await fs.writeFile(path.join(outDir, openSearch.FILE), openSearch.describe(options, site));
            }
            if (options.index && isIndexed) {
                await runIndex({
                    options: options.index,
                    siteDir,
                    siteUrl: siteConfig.url,
                    routesFile,
                    docs,
                });
            }
        },

        injectHtmlTags: () => ({ headTags: hasOpenSearch ? [openSearch.tagOf(options, site)] : [] }),
        configureWebpack: () => (options.proxy ? { devServer: { proxy: proxyOf(options) } } : {}),
    };
}

module.exports = themeLitsearch;
module.exports.default = themeLitsearch;
module.exports.validateOptions = validateOptions;
