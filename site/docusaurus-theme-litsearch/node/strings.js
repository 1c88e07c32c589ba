'use strict';
/* What the interface says, in the languages it comes in; English stands in the components. */
const SCRIPTS = {
    'zh-Hant': require('../translations/zh-Hant.json'),
    'zh-Hans': require('../translations/zh-Hans.json'),
};

/* "zh-TW" → "zh-Hant", by Unicode's likely subtags; null for a language there is none of. */
function scriptOf(locale) {
    try {
        const { language, script } = new Intl.Locale(locale).maximize();
        return SCRIPTS[`${language}-${script}`] ? `${language}-${script}` : null;
    } catch {
        return null;
    }
}

function messagesOf(locale) {
    return SCRIPTS[scriptOf(locale)] ?? {};
}

module.exports = { messagesOf };
