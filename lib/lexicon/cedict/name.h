/* Texts of names: 布魯塞爾 has "Brussels, capital of Belgium", which is Brussels. */
#ifndef LS_CEDICT_NAME_H
#define LS_CEDICT_NAME_H

#include "base/span.h"

/* The word that a text gives for a name, borrowed from it; empty when it gives none, or what its
 * reading spells: 北京, Bei3 jing1, is Beijing by its sound in Chinese. */
struct ls_span ls_cedict_name(struct ls_span text, struct ls_span pinyin);

#endif
