/* The cards that the tests of foreign protocols ask for. */
#ifndef TESTS_SERVER_CARDS_H
#define TESTS_SERVER_CARDS_H

#include "tests/query/fixture.h"

static const struct fixture_card cards[] = {
    {.id = "a/one.md",
     .title_en = "Sepsis alerts",
     .title_zh = "敗血症警示",
     .pmid = "38413730",
     .doi = "10.1/ABC.d",
     .journal = "Annals of Triage",
     .domains = "急診|門診",
     .score = 9,
     .year = 2024,
     .sections = {{LS_FIELD_ABSTRACT, LS_PART_NONE, "Abstract", "Alerts for sepsis come early."},
                  {LS_FIELD_BODY, LS_PART_QA, "Who is warned?", "The nurse of the sepsis ward."}}},
    {.id = "a/two.md",
     .title_en = "Sepsis <script>run(1)</script> & co",
     .journal = "JAMA",
     .domains = "門診",
     .score = 7.5,
     .year = 2021,
     .sections = {{LS_FIELD_BODY, LS_PART_CORE, "Core & more", "A <b>sepsis</b> score."}}},
    {.id = "b/three.md",
     .title_en = "Bias of models",
     .domains = "急診",
     .score = 8,
     .year = 2019,
     .sections = {{LS_FIELD_BODY, LS_PART_QA, "Bias?", "Models and sepsis."}}},
    {.id = "b/four.md", .title_en = "Something else"},
};

enum { CARD_COUNT = sizeof cards / sizeof *cards };

#endif
