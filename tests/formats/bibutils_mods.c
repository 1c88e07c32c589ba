/* RIS, PubMed's nbib and BibTeX as bibutils reads them, to MODS: Debian's package
 * has its reader of nbib in the library alone. */
#include <bibutils/bibutils.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    int format;
} formats[] = {{"nbib", BIBL_NBIBIN}, {"ris", BIBL_RISIN}, {"bibtex", BIBL_BIBTEXIN}};

static int convert(int format, char *program)
{
    param params;
    bibl references;
    bibl_init(&references);
    int status = bibl_initparams(&params, format, BIBL_MODSOUT, program);
    params.charsetin = BIBL_CHARSET_UNICODE;
    params.charsetin_src = BIBL_SRC_USER;
    params.utf8in = params.utf8out = 1;
    params.nosplittitle = 1;
    if (status == BIBL_OK) {
        status = bibl_read(&references, stdin, "stdin", &params);
    }
    if (status == BIBL_OK) {
        status = bibl_write(&references, stdout, &params);
    }
    bibl_free(&references);
    bibl_freeparams(&params);
    return status == BIBL_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}

int main(int argc, char **argv)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (argc == 2 && strcmp(argv[1], formats[i].name) == 0) {
            return convert(formats[i].format, argv[0]);
        }
    }
    fprintf(stderr, "usage: %s nbib|ris|bibtex <references >mods.xml\n", argv[0]);
    return 2;
}
