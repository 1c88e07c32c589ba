'use strict';
/* The site's own list of where each source file is shown, for `litsearch-index --routes`. */
const fs = require('fs');
const path = require('path');

const isShown = (page) => !page.draft && !page.unlisted;
const route = (page) => ({ source: page.source, permalink: page.permalink });

/* Content of each plugin that makes pages of Markdown → its pages. */
const PAGES_OF = {
    'docusaurus-plugin-content-docs': (content) => content.loadedVersions.flatMap((version) => version.docs),
    'docusaurus-plugin-content-blog': (content) => content.blogPosts.map((post) => post.metadata),
    'docusaurus-plugin-content-pages': (content) => content.filter((page) => page.type === 'mdx'),
};

function instances(allContent, plugin) {
    return Object.values(allContent[plugin] ?? {}).filter(Boolean);
}

/* [{source, permalink}] of all pages that are listed. */
function collectRoutes(allContent) {
    return Object.entries(PAGES_OF).flatMap(([plugin, pagesOf]) =>
        instances(allContent, plugin).flatMap(pagesOf).filter(isShown).map(route),
    );
}

/* Of each instance of docs the version shown by default: [{folder, path}]. */
function collectDocs(allContent) {
    return instances(allContent, 'docusaurus-plugin-content-docs').flatMap((content) => {
        const version = content.loadedVersions.find((one) => one.isLast) ?? content.loadedVersions[0];
        return version ? [{ folder: version.contentPath, path: version.path }] : [];
    });
}

/* Left alone when it says the same already, so that nothing that watches it starts over. */
function writeRoutes(file, routes) {
    const json = `${JSON.stringify({ version: 1, routes }, null, 1)}\n`;
    if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === json) {
        return;
    }
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, json);
}

module.exports = { collectRoutes, collectDocs, writeRoutes };
