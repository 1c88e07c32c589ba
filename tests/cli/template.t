#!/bin/bash
# Template text: sentences that a family of cards repeats are no evidence, and are found last.
. "$(dirname "$0")/tap.sh"
db=$work/db
src=$work/cards
mkdir "$src"

# A card filled from the form: note NUMBER DOMAIN FINDING
note() {
    cat >"$src/note-$1.md" <<EOF
# 筆記 $1：$3

**English Title**: Note number $1
**評分**: $((5 + $1 % 5))
**應用領域**: $2

## 📌 第一張：核心觀點卡

### 主要發現
$3

## ❓ 第三張：問答卡

### 這篇研究對現場有什麼用？
答：主要用在$2，可用來縮短候診時間與排隊。研究提出了$3，對臨床現場有參考價值。

- 倫理考量：在$2使用時必須先說明個資與隱私如何處理
- The privacy of patients in wards must be explained before any use.
EOF
}
search() { "$query" --db "$db" --no-expand --limit 50 "$@" 2>/dev/null; }
# step, total, total_some, total_template, hits
counts() { search --format json "$@" | jq -c '[.step,.total,.total_some,.total_template,(.hits|length)]'; }
ids() { search --format json "$@" | jq -c '[.hits[].id]'; }

note 1 急診 '夜班交接需要清單'
note 2 護理 '藥袋上的字要更大'
note 3 牙科 '安靜的病房縮短住院'
card "隱私研究" 1000001 "隱私是這篇的主題：病人的隱私由誰保管？Privacy of patients is its subject." >"$src/own.md"
"$index" --db "$db" --quiet "$src"
is "$(counts 隱私)" '["all",4,4,0,4]' 'a sentence of three cards is text like any other'

note 4 放射科 '影像報告要有人負責'
"$index" --db "$db" --quiet "$src"
is "$(counts 隱私)" '["all",1,1,4,5]' 'that of four is template text, also in the cards that have not changed'
is "$(ids 隱私 | jq -c '.[0]')" '"own.md"' 'and comes last'
is "$(search --count 隱私)" 1 '--count is of the others'
"$index" --db "$db" --quiet --dry-run --rebuild "$src"
is "$(counts 隱私)" '["all",1,1,4,5]' 'a dry run changes nothing'
for jobs in 1 3; do
    "$index" --db "$work/fresh$jobs" --quiet --jobs $jobs "$src"
    is "$("$query" --db "$work/fresh$jobs" --no-expand --format json --limit 50 隱私 | jq -c 'del(.took_ms)')" \
        "$(search --format json 隱私 | jq -c 'del(.took_ms)')" "as from nothing with $jobs jobs"
done

# What finds it, and how.
while IFS='|' read -r text want name; do
    is "$(counts "$text")" "$want" "$name: $text"
done <<'EOF'
privacy|["all",1,1,4,5]|an English word
私|["all",1,1,4,5]|one character
縮短候診時間|["template",0,0,4,4]|a run of characters that stands in template text only
"explained before any use"|["template",0,0,4,4]|a phrase
候診 NEAR/6 排隊|["template",0,0,4,4]|NEAR
explain*|["template",0,0,4,4]|the beginning of a word
card:qa 隱私|["template",0,0,4,4]|a note card
card:core 隱私|["all",1,1,0,1]|another note card, without template text
title:隱私|["all",1,1,0,1]|titles are no template text
隱私 主題|["all",1,1,0,1]|two words, one of which is nowhere in template text
候診 privacy|["some",0,1,4,5]|two words, both in it
候診 AND privacy|["template",0,0,4,4]|both required
候診 OR privacy|["all",1,1,4,5]|either
隱私 domain:護理|["template",0,0,1,1]|with a filter
護理|["all",1,1,0,1]|what a card filled in is its own
清單|["all",1,1,0,1]|also its other lines
清單 NOT 隱私|["all",1,1,0,1]|NOT looks outside template text
候診 NOT 清單|["template",0,0,3,3]|and so from what is in it
隱私保管|["parts",0,1,0,1]|characters that stand nowhere side by side
EOF
is "$(counts --all '候診 privacy')" '["template",0,0,4,4]' '--all'
is "$(counts --any '候診 privacy')" '["some",0,1,4,5]' '--any'

run "$query" --db "$db" --no-expand --limit 1 隱私
like "$out" '^1 card found, 4 more in template text; 1-1 shown' 'the count under the hits'
run "$query" --db "$db" --no-expand 縮短候診
is "$status" 0 'found is found'
like "$out" 'no card holds that outside template text, 4 do in it' 'said when nothing else is found'
like "$out" '可用來縮短候診時間與排隊' 'the passage is the sentence'
is "$(search --format json --offset 1 --limit 2 隱私 | jq -c '[.hits[].id]')" '["note-1.md","note-2.md"]' 'pages go on into it'
is "$(search --format json 隱私 | jq -c '.hits[0].snippet' | grep -c 主題)" 1 'the passage of the others is outside it'
is "$(search --format json --headings 8 '隱私 研究' | jq -c '[.hits[]|select(.id=="note-1.md").headings[]|[.heading,(.text|test("隱私|研究")),(.marks|length>0)]]')" \
    '[["這篇研究對現場有什麼用？",true,true]]' 'headings of what stands in and outside it'
is "$(search --format json --explain 護理 | jq -c '.hits[0].explain.terms[0]|[.counts.body,.wdf]')" '[1,1]' 'a value counts once'
is "$(search --format json --facets 縮短候診 | jq -c '[.facets.domain[].count,.facets.card[].value]')" \
    '[1,1,1,1,"qa"]' 'facets of what is found there only'
is "$(search --suggest 候 | grep -c 候診)" 0 'its words are not suggested'
run "$query" --db "$db" --no-expand explainde
unlike "$out" 'explained' 'nor corrected to'
is "$(counts 候診時閒)" '["none",0,0,0,0]' 'a slip of one'

# And back.
rm "$src/note-2.md"
"$index" --db "$db" --quiet "$src"
is "$(counts 隱私)" '["all",4,4,0,4]' 'three are left: it counts again'

# Much of it in one card.
mkdir "$work/long"
for i in 1 2 3 4; do
    { echo "# Long $i"; echo; seq -f "- the row of this long table has %.0f patients" "$i" 30000; } >"$work/long/$i.md"
done
"$index" --db "$work/longdb" --quiet "$work/long"
run timeout 10 "$query" --db "$work/longdb" --no-expand --explain patients
is "$status" 0 'thirty thousand sentences of a form are looked through in no time'
finish
