/* How Han characters sound: input methods go by sound, so that a slip of the
 * hand is most often another character of the same one. The table is made at
 * build time by sound_gen.c from Unicode's Mandarin readings, without tones. */
#ifndef LS_TEXT_SOUND_H
#define LS_TEXT_SOUND_H

#include <stdint.h>

enum { LS_SOUND_FIRST = 0x4e00, LS_SOUND_PAST = 0xa000, LS_SOUND_READINGS = 2 };

/* Numbers of syllables; 0: no (further) reading. */
extern const uint16_t ls_sound_table[LS_SOUND_PAST - LS_SOUND_FIRST][LS_SOUND_READINGS];

/* The characters of each syllable in order, and where those of each begin; one more begins behind
 * the last. */
extern const uint16_t ls_sound_chars[];
extern const uint16_t ls_sound_firsts[];

/* The first character behind `after` that may be read as c may, which c itself is when it is
 * behind; 0 when there is none. */
uint32_t ls_sound_next(uint32_t c, uint32_t after);

#endif
