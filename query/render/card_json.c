#include "query/render/card_json.h"

#include "query/render/hit_fields.h"
#include "query/render/json_text.h"

static void add_section(const struct ls_section *section, struct ls_buf *out)
{
    struct ls_span part = ls_span_str(ls_part_name(section->part));
    ls_buf_printf(out, "{\"field\":\"%s\",\"card\":", ls_field_name(section->field));
    ls_json_add_text_or_null(out, part.len > 0 ? part : ls_span(NULL, 0));
    ls_buf_printf(out, ",\"level\":%u,\"heading\":", section->level);
    ls_json_add_text_or_null(out, section->heading);
    ls_buf_add_str(out, ",\"anchor\":");
    ls_json_add_text_or_null(out, section->anchor);
    ls_buf_add_str(out, ",\"text\":");
    ls_json_add_text(out, section->text);
    ls_buf_add_char(out, '}');
}

void ls_card_json_add(const struct ls_answer *answer, const struct ls_shown *shown,
                      struct ls_buf *out)
{
    bool is_first = false;
    ls_buf_add_str(out, "{\"version\":1");
    for (size_t i = 0; i < ls_hit_field_count; i++) {
        const struct ls_hit_field *field = &ls_hit_fields[i];
        if (field->is_in_json && field->is_of_card) {
            struct ls_hit_value value = field->get(answer, shown);
            ls_json_add_key(out, field->name, &is_first);
            ls_hit_value_add(out, &value);
        }
    }
    ls_buf_add_str(out, ",\"sections\":[");
    for (size_t i = 0; i < shown->card->section_count; i++) {
        ls_buf_add_str(out, i > 0 ? "," : "");
        add_section(&shown->card->sections[i], out);
    }
    ls_buf_add_str(out, "]}\n");
}
