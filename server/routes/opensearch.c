/* How a browser or a site adds this search to its own. */
#include "server/routes/address.h"
#include "server/routes/routes.h"

/* Addresses hold nothing that XML would read otherwise, but for ampersands. */
static void add_address(struct ls_buf *out, struct ls_span root)
{
    for (size_t i = 0; i < root.len; i++) {
        if (root.ptr[i] == '&') {
            ls_buf_add_str(out, "&amp;");
        } else if (root.ptr[i] != '<' && root.ptr[i] != '"') {
            ls_buf_add_char(out, root.ptr[i]);
        }
    }
}

enum ls_status ls_opensearch_answer(struct ls_exchange *exchange, struct ls_error *err)
{
    static const struct {
        const char *type;
        const char *path;
    } urls[] = {
        {"text/html", "/?q={searchTerms}"},
        {"application/x-suggestions+json", "/suggest?q={searchTerms}"},
        {"application/json", "/search?q={searchTerms}"},
    };
    struct ls_buf *out = &exchange->response->body;
    struct ls_buf root = {0};
    (void)err;
    ls_address_add_root(exchange, &root);
    exchange->response->type = "application/opensearchdescription+xml; charset=utf-8";
    ls_buf_add_str(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        "<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n"
                        "  <ShortName>litsearch</ShortName>\n"
                        "  <Description>Literature notes in English and Chinese</Description>\n"
                        "  <InputEncoding>UTF-8</InputEncoding>\n"
                        "  <OutputEncoding>UTF-8</OutputEncoding>\n");
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        ls_buf_printf(out, "  <Url type=\"%s\" method=\"get\" template=\"", urls[i].type);
        add_address(out, ls_buf_span(&root));
        ls_buf_printf(out, "%s\"/>\n", urls[i].path);
    }
    ls_buf_add_str(out, "</OpenSearchDescription>\n");
    out->failed |= root.failed;
    ls_buf_free(&root);
    return LS_OK;
}
