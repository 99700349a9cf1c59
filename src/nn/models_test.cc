#include "nn/models.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <numeric>
#include <random>
#include <sstream>
#include <thread>

#include "base/files.h"
#include "base/test_packs.h"
#include "nn/encoder.h"
#include "nn/morph_tagger.h"
#include "nn/pack_reader.h"
#include "nn/shape.h"

namespace letopis::nn {
namespace {

std::vector<std::string> words(const std::string& text) {
  std::istringstream stream(text);
  return {std::istream_iterator<std::string>(stream), {}};
}

template <class T>
std::string show(const std::vector<T>& values) {
  std::string out;
  for (const T& value : values) out += (out.empty() ? "" : " ") + std::to_string(value);
  return out;
}

double sum(const std::vector<float>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

// A copy of the pack with some sections replaced.
template <class Change>
std::string changed_pack(const std::string& path, Change change) {
  const auto pack = Pack::open(path, kPackKind, kPackVersion);
  PackWriter writer;
  for (const std::string_view name : pack->sections()) {
    std::string bytes(*pack->text(name));
    change(name, bytes);
    writer.add(std::string(name), std::move(bytes));
  }
  const std::string out = testing::TempDir() + "letopis_models_" + std::to_string(getpid());
  EXPECT_TRUE(writer.write(out, kPackKind, kPackVersion).ok());
  return out;
}

// The embeddings of MODELS, "Conformance vectors".
std::string synthetic_pack(const std::string& path) {
  return changed_pack(path, [](std::string_view name, std::string& bytes) {
    if (name == "words.indexes") {
      for (size_t w = 0; w < bytes.size() / 100; ++w)
        for (size_t q = 0; q < 100; ++q)
          bytes[w * 100 + q] =
              static_cast<char>(w == bytes.size() / 100 - 1 ? 255 : (31 * w + 17 * q) % 255);
    } else if (name == "words.codes") {
      auto* code = reinterpret_cast<float*>(bytes.data());
      for (size_t q = 0; q < 100; ++q)
        for (size_t c = 0; c < 256; ++c)
          for (size_t k = 0; k < 3; ++k)
            *code++ =
                c == 255 ? 0.0F : (static_cast<float>((7 * q + 13 * c + 5 * k) % 64) - 32) / 64;
    }
  });
}

Document document(const Article& article, const std::vector<std::vector<std::string>>& sentences) {
  Document doc;
  doc.article = &article;
  size_t at = 0;
  for (const auto& sentence : sentences) {
    const uint32_t begin = doc.size();
    for (const std::string& word : sentence) {
      at = article.text.find(word, at);
      doc.tokens.push_back({{static_cast<uint32_t>(at), static_cast<uint32_t>(at + word.size())},
                            TokenKind::kOther});
      at += word.size();
    }
    doc.sentences.push_back({begin, doc.size()});
  }
  return doc;
}

struct Sample {
  Article article;
  std::vector<std::vector<std::string>> sentences;
  Document doc() const { return document(article, sentences); }
};

Sample sample(const std::vector<std::string>& sentences) {
  Sample s;
  for (const std::string& sentence : sentences) {
    s.sentences.push_back(words(sentence));
    s.article.text += sentence + "\n";
  }
  return s;
}

// 1-based heads, 0 for the root; names of relations.
std::string heads(std::span<const Arc> arcs) {
  std::vector<uint32_t> numbers;
  for (const Arc& arc : arcs) numbers.push_back(arc.head == kNoToken ? 0 : arc.head + 1);
  return show(numbers);
}
std::string relations(std::span<const Arc> arcs) {
  std::string out;
  for (const Arc& arc : arcs)
    out += (out.empty() ? "" : " ") + std::string(relation_name(arc.relation));
  return out;
}

bool write_bytes(const std::string& path, const std::string& bytes) {
  std::ofstream out(path, std::ios::binary);
  out << bytes;
  return out.good();
}

class Conformance : public testing::TestWithParam<Kernels> {};

TEST_P(Conformance, SyntheticVectorsOfBothSentences) {
  LT_NEED_PACK(path, "natasha.pack");
  const std::string synthetic = synthetic_pack(path);
  const auto models = Models::open(
      synthetic, {.kernels = GetParam(), .precision = Precision::kFloat, .tree = false});
  ASSERT_TRUE(models.ok()) << to_string(models.error());

  const Sample first =
      sample({"Глава МИД Казахстана вылетел в Анкару 3 мая 2021 г . на саммит ОТГ ."});
  auto t = models->trace(first.doc());
  EXPECT_EQ(show(t.words),
            "51569 113776 86145 46088 33712 19085 250000 111355 250000 48439 250000 119768 193386 "
            "250000 250000");
  EXPECT_EQ(show(t.shapes), "5 3 5 4 2 5 64 4 64 2 29 4 4 3 29");
  EXPECT_NEAR(t.ner_hidden[0], 0.1254, 1e-4);
  EXPECT_NEAR(t.ner_hidden[1], 0.6699, 1e-4);
  EXPECT_NEAR(t.ner_hidden[2], -0.2459, 1e-4);
  EXPECT_NEAR(t.ner_hidden[3], -0.1002, 1e-4);
  EXPECT_NEAR(t.emissions[0], -18.1032, 1e-3);
  EXPECT_NEAR(t.emissions[7], -4.8857, 1e-3);
  EXPECT_NEAR(sum(t.emissions), -931.744, 1e-2);
  EXPECT_EQ(show(t.ner_tags), "1 6 4 1 1 6 1 1 1 1 1 1 1 6 1");  // O B-ORG B-LOC O O B-ORG O …
  EXPECT_NEAR(sum(t.morph_hidden), -129.747, 1e-2);
  EXPECT_EQ(show(t.morph_tags), "489 471 471 737 231 469 76 231 1 231 495 245 229 469 495");
  EXPECT_NEAR(sum(t.syntax_hidden), -4.674, 1e-2);
  EXPECT_NEAR(sum(t.head_scores), -1665.54, 2e-2);
  EXPECT_EQ(heads(t.arcs), "5 1 1 4 4 4 8 4 10 8 10 13 13 13 1");
  EXPECT_EQ(relations(t.arcs),
            "amod appos nmod nmod nmod nmod amod nmod amod nsubj amod amod obj nmod punct");

  const Sample second = sample({"Нур-Султан и Пекин подписали 12 соглашений !"});
  t = models->trace(second.doc());
  EXPECT_EQ(show(t.words), "250000 78526 149631 158650 250000 204313 250000");
  EXPECT_EQ(show(t.shapes), "6 2 5 4 64 4 15");
  EXPECT_NEAR(t.ner_hidden[0], 0.6432, 1e-4);
  EXPECT_NEAR(t.emissions[0], -10.5420, 1e-3);
  EXPECT_NEAR(sum(t.emissions), -381.754, 1e-2);
  EXPECT_EQ(show(t.ner_tags), "6 1 4 1 1 1 1");
  EXPECT_NEAR(sum(t.morph_hidden), -43.027, 1e-2);
  EXPECT_EQ(show(t.morph_tags), "473 229 442 217 229 627 495");
  EXPECT_NEAR(sum(t.syntax_hidden), -6.856, 1e-2);
  EXPECT_NEAR(sum(t.head_scores), -295.538, 1e-2);
  EXPECT_EQ(heads(t.arcs), "4 1 1 4 6 4 4");
  EXPECT_EQ(relations(t.arcs), "nsubj nmod nmod nmod amod obj punct");
  unlink(synthetic.c_str());
}

INSTANTIATE_TEST_SUITE_P(Kernels, Conformance, testing::Values(Kernels::kAuto, Kernels::kPortable));

Result<Models> real_models(const std::string& path, Kernels kernels = Kernels::kAuto,
                           Precision precision = Precision::kFixed) {
  return Models::open(path, {.kernels = kernels, .precision = precision});
}

TEST(Models, TagsAndParsesRealText) {
  LT_NEED_PACK(path, "natasha.pack");
  const auto models = real_models(path);
  ASSERT_TRUE(models.ok());
  const Sample text =
      sample({"Опубликованы новые данные по заражению коронавирусом в Москве",
              "Об этом говорится в документе , опубликованном в официальном журнале Евросоюза ."});
  Document doc = text.doc();
  Scratch scratch;
  models->tag({&doc, 1}, scratch);

  EXPECT_EQ(heads(std::span(doc.arcs).first(8)), "0 3 1 5 3 5 8 6");
  EXPECT_EQ(relation_name(doc.arcs[0].relation), "root");
  EXPECT_EQ(relation_name(doc.arcs[2].relation), "nsubj:pass");
  EXPECT_EQ(relation_name(doc.arcs[4].relation), "nmod");
  EXPECT_EQ(relation_name(doc.arcs[5].relation), "nmod");
  EXPECT_EQ(relation_name(doc.arcs[7].relation), "obl");
  std::string tags;
  for (uint32_t t = 8; t < doc.size(); ++t)
    tags += std::string(upos_name(doc.morphs[t].upos)) + " ";
  EXPECT_EQ(tags, "ADP PRON VERB ADP NOUN PUNCT VERB ADP ADJ NOUN PROPN PUNCT ");
  for (const uint32_t t : {9U, 12U, 14U, 16U, 17U})
    EXPECT_EQ(case_name(doc.morphs[t].gcase), "Loc") << t;
  EXPECT_EQ(case_name(doc.morphs[18].gcase), "Gen");
}

bool equal(const Document& a, const Document& b) {
  return a.morphs == b.morphs &&
         std::equal(a.arcs.begin(), a.arcs.end(), b.arcs.begin(), b.arcs.end(),
                    [](const Arc& x, const Arc& y) {
                      return x.head == y.head && x.relation == y.relation;
                    }) &&
         std::equal(a.names.begin(), a.names.end(), b.names.begin(), b.names.end(),
                    [](const Name& x, const Name& y) {
                      return x.begin == y.begin && x.end == y.end && x.type == y.type;
                    });
}

std::vector<Sample> mixed_samples() {
  std::vector<Sample> samples;
  std::mt19937 random(7);
  const std::vector<std::string> vocabulary = words(
      "президент Казахстана прибыл в Астану и провел переговоры с главой МИД России , сообщает "
      "агентство . 2024 г ООН СНГ подписали");
  for (int i = 0; i < 40; ++i) {
    std::vector<std::string> sentences;
    for (unsigned s = 0; s <= random() % 6; ++s) {
      std::string sentence;
      for (unsigned w = 0; w <= random() % 40; ++w)
        sentence += (w > 0 ? " " : "") + vocabulary[random() % vocabulary.size()];
      sentences.push_back(sentence);
    }
    samples.push_back(sample(sentences));
  }
  return samples;
}

// States of one document as a single sequence, encoded with all documents of the slab around it.
std::vector<float> states_of(const Encoder& encoder, const Words& list,
                             std::span<const uint32_t> common, std::span<const Document> docs,
                             size_t which) {
  Slab slab;
  slab.fill(docs, list, common, true);
  Rows rows;
  for (size_t i = 0; i < docs.size(); ++i)
    rows.add(slab.first[i], slab.first[i + 1] - slab.first[i]);
  EncoderScratch scratch;
  encoder.prepare(slab, scratch);
  encoder.run(slab, rows, scratch);
  const float* states = scratch.states.data() + rows.sequences[which].row * kHidden;
  return {states, states + rows.sequences[which].size * kHidden};
}

TEST(Models, ScoresDoNotDependOnNeighboursBitByBit) {
  LT_NEED_PACK(path, "natasha.pack");
  const auto pack = Pack::open(path, kPackKind, kPackVersion);
  const auto list = Words::open(*pack);
  ASSERT_TRUE(list.ok()) << to_string(list.error());
  const std::vector<Sample> samples = mixed_samples();
  std::vector<Document> docs, backwards;
  for (size_t i = 0; i < 12; ++i) docs.push_back(samples[i].doc());
  for (size_t i = 12; i-- > 0;) backwards.push_back(samples[i].doc());
  const auto frequent = list->frequent();
  std::vector<float> fixed;  // states of the first document in fixed point, on every processor
  for (const Kernels kernels :
       {Kernels::kAuto, Kernels::kPortable, Kernels::kAvx2, Kernels::kAvx512}) {
    if (kernel_table(kernels) == nullptr) continue;
    for (const Precision precision : {Precision::kFixed, Precision::kFloat}) {
      const auto common = frequent.first(precision == Precision::kFixed ? 8 : 0);
      const auto open = [&](std::span<const uint32_t> words) {
        return Encoder::open(*pack, "syntax", *list, words, *kernel_table(kernels), precision);
      };
      const auto few = open(common), none = open({});
      ASSERT_TRUE(few.ok() && none.ok());
      for (size_t i = 0; i < docs.size(); ++i) {
        const auto alone = states_of(**few, *list, common, std::span(docs).subspan(i, 1), 0);
        EXPECT_EQ(alone, states_of(**few, *list, common, docs, i));
        EXPECT_EQ(alone, states_of(**few, *list, common, backwards, 11 - i));
        EXPECT_EQ(alone, states_of(**none, *list, {}, docs, i))
            << "common words must not change a bit";
        if (i > 0 || precision == Precision::kFloat) continue;
        if (fixed.empty()) fixed = alone;
        EXPECT_EQ(alone, fixed) << kernel_table(kernels)->name;
      }
    }
  }
}

TEST(Models, SlabsAndOrderDoNotMatter) {
  LT_NEED_PACK(path, "natasha.pack");
  const auto models = real_models(path);
  ASSERT_TRUE(models.ok());
  const std::vector<Sample> samples = mixed_samples();
  Scratch scratch;
  std::vector<Document> alone, slab, backwards;
  for (const Sample& s : samples) {
    alone.push_back(s.doc());
    models->tag({&alone.back(), 1}, scratch);
    slab.push_back(s.doc());
  }
  models->tag(slab, scratch);
  for (auto s = samples.rbegin(); s != samples.rend(); ++s) backwards.push_back(s->doc());
  models->tag(backwards, scratch);
  for (size_t i = 0; i < samples.size(); ++i) {
    EXPECT_TRUE(equal(alone[i], slab[i])) << i;
    EXPECT_TRUE(equal(alone[i], backwards[samples.size() - 1 - i])) << i;
  }
}

TEST(Models, WorkersThatMeetWordsAtOnceGetTheSame) {
  LT_NEED_PACK(path, "natasha.pack");
  const auto apart = Models::open(path, {.common_words = 0}), together = real_models(path);
  ASSERT_TRUE(apart.ok() && together.ok());
  const std::vector<Sample> samples = mixed_samples();
  std::vector<Document> expected;
  for (const Sample& s : samples) expected.push_back(s.doc());
  Scratch scratch;
  apart->tag(expected, scratch);
  std::vector<std::vector<Document>> found(4);
  {
    std::vector<std::jthread> workers;
    for (auto& documents : found)
      workers.emplace_back([&] {
        Scratch own;
        for (const Sample& s : samples) {
          documents.push_back(s.doc());
          together->tag({&documents.back(), 1}, own);
        }
      });
  }
  for (const auto& documents : found)
    for (size_t i = 0; i < samples.size(); ++i) EXPECT_TRUE(equal(documents[i], expected[i])) << i;
}

TEST(Models, EverySentenceIsATreeWithOneRoot) {
  LT_NEED_PACK(path, "natasha.pack");
  const auto models = real_models(path);
  ASSERT_TRUE(models.ok());
  Scratch scratch;
  for (const Sample& s : mixed_samples()) {
    Document doc = s.doc();
    models->tag({&doc, 1}, scratch);
    for (const Sentence sentence : doc.sentences) {
      int roots = 0;
      for (uint32_t t = sentence.begin; t < sentence.end; ++t) {
        roots += doc.arcs[t].head == kNoToken;
        uint32_t at = t, steps = 0;
        while (doc.arcs[at].head != kNoToken && steps++ <= sentence.end - sentence.begin) {
          at = doc.arcs[at].head;
          ASSERT_TRUE(at >= sentence.begin && at < sentence.end);
        }
        EXPECT_EQ(doc.arcs[at].head, kNoToken);
      }
      EXPECT_EQ(roots, 1);
    }
  }
}

// How many tokens of the samples two models tag or hang otherwise; the tokens.
std::pair<size_t, size_t> differing(const Models& one, const Models& other) {
  Scratch scratch;
  size_t tokens = 0, differ = 0;
  for (const Sample& s : mixed_samples()) {
    Document a = s.doc(), b = s.doc();
    one.tag({&a, 1}, scratch);
    other.tag({&b, 1}, scratch);
    tokens += a.size();
    for (uint32_t t = 0; t < a.size(); ++t)
      differ += !(a.morphs[t] == b.morphs[t]) || a.arcs[t].head != b.arcs[t].head;
  }
  return {differ, tokens};
}

TEST(Models, PortableAgreesWithTheFastKernel) {
  LT_NEED_PACK(path, "natasha.pack");
  const auto models = [&](Kernels kernels, Precision precision) {
    return *real_models(path, kernels, precision);
  };
  EXPECT_EQ(differing(models(Kernels::kAuto, Precision::kFixed),
                      models(Kernels::kPortable, Precision::kFixed))
                .first,
            0U);
  const auto [differ, tokens] = differing(models(Kernels::kAuto, Precision::kFloat),
                                          models(Kernels::kPortable, Precision::kFloat));
  EXPECT_GT(tokens, 700U);
  EXPECT_LE(differ, tokens / 500);
}

TEST(Models, FixedPointAgreesWithFloats) {
  LT_NEED_PACK(path, "natasha.pack");
  const auto fixed = real_models(path),
             floats = real_models(path, Kernels::kAuto, Precision::kFloat);
  ASSERT_TRUE(fixed.ok() && floats.ok());
  const auto [differ, tokens] = differing(*fixed, *floats);
  EXPECT_LE(differ, tokens / 100);  // random words: their scores lie closer than those of sentences
}

TEST(Models, OneScratchServesSeveralModels) {
  LT_NEED_PACK(path, "natasha.pack");
  const auto a = Models::open(path, {.common_words = 0}),
             b = Models::open(path, {.common_words = 300});
  ASSERT_TRUE(a.ok() && b.ok());
  Scratch shared, own;
  for (const Sample& s : mixed_samples()) {
    Document x = s.doc(), y = s.doc(), z = s.doc();
    a->tag({&x, 1}, shared);
    b->tag({&y, 1}, shared);
    a->tag({&z, 1}, own);
    EXPECT_TRUE(equal(x, z) && equal(y, z));
  }
}

TEST(Models, OnlyRootsAreRelatedAsRoot) {
  LT_NEED_PACK(path, "natasha.pack");
  const auto models = real_models(path);
  ASSERT_TRUE(models.ok());
  Scratch scratch;
  for (const Sample& s : mixed_samples()) {
    Document doc = s.doc();
    models->tag({&doc, 1}, scratch);
    for (const Arc& arc : doc.arcs) {
      EXPECT_EQ(arc.head == kNoToken, arc.relation == Relation::kRoot);
      EXPECT_NE(arc.relation, Relation::kNone);
    }
  }
}

TEST(Models, FindsWordsWrittenWithIo) {
  LT_NEED_PACK(path, "natasha.pack");
  const auto pack = Pack::open(path, kPackKind, kPackVersion);
  const auto list = Words::open(*pack);
  ASSERT_TRUE(list.ok());
  std::string lower;
  EXPECT_EQ(list->find("ЕЩЁ", true, lower), 68340U);  // a word of its own
  EXPECT_EQ(list->find("решёток", false, lower), list->unknown());
  EXPECT_EQ(list->find("РЕШЁТОК", true, lower), *list->exact("решеток"));
  EXPECT_EQ(list->find("НАТО", true, lower), *list->exact("нато"));
  EXPECT_EQ(list->find("Қазақстан", true, lower), list->unknown());
  EXPECT_EQ(list->find("<unk>", true, lower), list->unknown());
  EXPECT_EQ(list->find(std::string(5000, 'a'), true, lower), list->unknown());
}

TEST(Models, EmptyShortAndVeryLongInput) {
  LT_NEED_PACK(path, "natasha.pack");
  const auto models = real_models(path);
  ASSERT_TRUE(models.ok());
  Scratch scratch;
  Article nothing;
  Document empty;
  empty.article = &nothing;
  models->tag({}, scratch);
  models->tag({&empty, 1}, scratch);
  EXPECT_TRUE(empty.names.empty() && empty.morphs.empty() && empty.arcs.empty());

  std::string many = "Астана";
  for (int i = 1; i < 20'000; ++i) many += i % 7 == 0 ? " подписала" : " Казахстан";
  for (const std::string& text : {std::string("."), std::string("Москва"), many}) {
    const Sample s = sample({text});
    Document doc = s.doc();
    models->tag({&doc, 1}, scratch);
    EXPECT_EQ(doc.arcs.size(), doc.tokens.size());
    int roots = 0;
    for (const Arc& arc : doc.arcs) {
      roots += arc.head == kNoToken;
      EXPECT_TRUE(arc.head == kNoToken || arc.head < doc.size());
    }
    EXPECT_EQ(roots, 1);
  }
}

// Allows one word certain tags, and any other word any tag; counts the tokens that it was asked of.
struct OneWordGuide : TagGuide {
  std::span<const Document> documents;
  std::string word;
  Tags allowed;
  mutable std::vector<size_t> asked;  // per document

  OneWordGuide(std::span<const Document> docs, std::string_view which, size_t tags)
      : documents(docs), word(which), asked(docs.size()) {
    allowed.wholly.resize((tags + 63) / 64);
    allowed.classes = allowed.wholly;
  }
  bool fits(size_t document, uint32_t token, uint16_t tag) const override {
    ++asked[document];
    return documents[document].surface(token) != word ||
           (allowed.wholly[tag / 64] >> tag % 64 & 1) != 0;
  }
  void tags(size_t, uint32_t, Tags& out) const override { out = allowed; }
};

TEST(Models, AGuideChoosesAmongTheTags) {
  LT_NEED_PACK(path, "natasha.pack");
  const auto models = real_models(path);
  ASSERT_TRUE(models.ok());
  const Sample first = sample({"Президент прибыл в Астану ."}), last = sample({"Он прибыл ."});
  std::string many;
  for (int i = 0; i < 9'000; ++i) many += "слово ";  // more than are tagged at once
  const Sample long_one = sample({many});
  Scratch scratch;
  const auto tagged = [&](const OneWordGuide* guide, std::span<Document> docs) {
    models->tag(docs, scratch, guide);
    return docs[0].morphs;
  };
  std::vector<Document> docs;
  for (const Sample* s : {&first, &long_one, &last}) docs.push_back(s->doc());
  const std::vector<Morph> alone = tagged(nullptr, docs);
  ASSERT_EQ(alone[1].upos, Upos::kVerb);

  OneWordGuide guide(docs, "прибыл", models->tags().size());
  EXPECT_EQ(tagged(&guide, docs), alone) << "where no tag is allowed, the best one stays";
  EXPECT_EQ(guide.asked, (std::vector<size_t>{docs[0].size(), docs[1].size(), docs[2].size()}));

  const auto allow = [&](std::vector<uint64_t>& bits, auto which) {
    for (size_t tag = 0; tag < models->tags().size(); ++tag)
      if (which(models->tags()[tag])) bits[tag / 64] |= uint64_t{1} << tag % 64;
  };
  allow(guide.allowed.classes, [](const Morph& m) { return m.upos == Upos::kNoun; });
  std::vector<Morph> guided = tagged(&guide, docs);
  EXPECT_EQ(guided[1].upos, Upos::kNoun);
  EXPECT_EQ(docs[2].morphs[1].upos, Upos::kNoun);
  allow(guide.allowed.wholly,
        [](const Morph& m) { return m.upos == Upos::kNoun && m.gcase == Case::kIns; });
  guided = tagged(&guide, docs);
  EXPECT_EQ(guided[1].upos, Upos::kNoun);
  EXPECT_EQ(guided[1].gcase, Case::kIns);
  guided[1] = alone[1];
  EXPECT_EQ(guided, alone) << "the other words keep their tags";
}

// A long sequence is convolved in pieces, which its tags must not tell.
TEST(Models, PiecesOfALongSequenceDoNotShow) {
  LT_NEED_PACK(path, "natasha.pack");
  const std::vector<std::string> vocabulary =
      words("президент Казахстана прибыл в Астану и подписал указ , сообщает ТАСС .");
  std::mt19937 random(3);
  std::string text;
  for (int i = 0; i < 9'000; ++i) text += vocabulary[random() % vocabulary.size()] + " ";
  const Sample s = sample({text});
  const auto pack = Pack::open(path, kPackKind, kPackVersion);
  const auto list = Words::open(*pack);
  ASSERT_TRUE(list.ok());
  const KernelTable& kernels = *kernel_table(Kernels::kAuto);
  for (const Precision precision : {Precision::kFixed, Precision::kFloat}) {
    const auto models = Models::open(path, {.precision = precision});
    const auto encoder = Encoder::open(*pack, "morph", *list, {}, kernels, precision);
    const auto head = MorphHead::open(*pack, kernels, precision);
    ASSERT_TRUE(models.ok() && encoder.ok() && head.ok());
    Document doc = s.doc();
    Scratch scratch;
    models->tag({&doc, 1}, scratch);
    const std::vector<float> whole = states_of(**encoder, *list, {}, {&doc, 1}, 0);
    MorphScratch tags;
    head->tag(whole.data(), doc.size(), tags);
    for (uint32_t t = 0; t < doc.size(); ++t)
      ASSERT_EQ(doc.morphs[t], head->morphs()[tags.tags[t]]) << t;
  }
}

// Where each token takes its best head on its own, a sentence is never cut: all of these words but
// the outermost are alike, and of equal heads the first is taken, from however far.
TEST(Models, HeadsOnTheirOwnAreFoundOverTheWholeSentence) {
  LT_NEED_PACK(path, "natasha.pack");
  const auto models = Models::open(path, {.tree = false});
  ASSERT_TRUE(models.ok());
  std::string many = "Астана";
  for (int i = 1; i < 1'000; ++i) many += " Казахстан";
  Scratch scratch;
  const Sample s = sample({many});
  Document doc = s.doc();
  models->tag({&doc, 1}, scratch);
  for (uint32_t t = 10; t < 990; ++t) {
    EXPECT_EQ(doc.arcs[t].head, doc.arcs[10].head) << t;
    EXPECT_EQ(doc.arcs[t].relation, doc.arcs[10].relation) << t;
  }
  EXPECT_TRUE(doc.arcs[10].head == kNoToken || doc.arcs[10].head < 10 || doc.arcs[10].head >= 990);
}

TEST(Models, RefusesDamagedPacks) {
  LT_NEED_PACK(path, "natasha.pack");
  EXPECT_EQ(Models::open(path + "x").error().code, Code::kNotFound);
  const auto refused = [&](std::string_view section, auto change) {
    const std::string bad = changed_pack(path, [&](std::string_view name, std::string& bytes) {
      if (name == section) change(bytes);
    });
    const auto models = Models::open(bad);
    unlink(bad.c_str());
    return !models.ok() && models.error().code == Code::kDamaged && !models.error().place.empty();
  };
  EXPECT_TRUE(
      refused("ner.out.panels", [](std::string& b) { std::memset(b.data(), 0xFF, 4); }));  // NaN
  EXPECT_TRUE(refused("morph.tags", [](std::string& b) { b = "NOUN"; }));
  EXPECT_TRUE(refused("words.table", [](std::string& b) { b.resize(b.size() - 4); }));
  EXPECT_TRUE(refused("ner.transitions", [](std::string& b) { std::memset(b.data(), 0xFF, 4); }));
  EXPECT_TRUE(refused("syntax.rel.root", [](std::string& b) { std::memset(b.data(), 0xFF, 4); }));
  EXPECT_TRUE(
      refused("syntax.relations", [](std::string& b) { b.replace(b.find("nsubj"), 5, "nsubq"); }));
  EXPECT_TRUE(refused("words.table", [](std::string& b) { std::memset(b.data(), 0x7F, 4); }));
  EXPECT_TRUE(refused("words.offsets", [](std::string& b) { std::memset(b.data() + 8, 0x7F, 4); }));
  EXPECT_TRUE(refused("words.frequent", [](std::string& b) { std::memset(b.data(), 0x7F, 4); }));
  EXPECT_TRUE(refused("syntax.conv1.scale", [](std::string& b) { b.resize(8); }));
}

TEST(Models, RefusesAFlippedBitAndAnotherVersion) {
  LT_NEED_PACK(path, "natasha.pack");
  auto bytes = read_file(path);
  ASSERT_TRUE(bytes.ok());
  const std::string bad = testing::TempDir() + "letopis_models_bad_" + std::to_string(getpid());
  const auto open_with = [&](size_t at, char flip) {
    (*bytes)[at] = static_cast<char>((*bytes)[at] ^ flip);
    EXPECT_TRUE(write_bytes(bad, *bytes));
    (*bytes)[at] = static_cast<char>((*bytes)[at] ^ flip);
    const auto models = Models::open(bad);
    unlink(bad.c_str());
    EXPECT_FALSE(models.ok());
    return models.ok() ? Code::kIo : models.error().code;
  };
  EXPECT_EQ(open_with(bytes->size() / 2, 4), Code::kDamaged);
  EXPECT_EQ(open_with(24, 2), Code::kVersion);  // behind magic (8) and kind (16)
}

TEST(Shape, ExamplesOfTheReference) {
  const std::vector<std::string> names = shape_names();
  const auto shape = [&names](const char* token) { return names[shape_of(token)]; };
  EXPECT_EQ(names.size(), 66U);
  const std::pair<const char*, const char*> examples[] = {{"Ростов-на-Дону", "RU_OTHER"},
                                                          {"Нью-Йорк", "RU_Xx-Xx"},
                                                          {"СИЗО-6", "RU_XX"},
                                                          {"ИЛ-2", "RU_XX"},
                                                          {"Ил-2", "RU_Xx"},
                                                          {"евро-азиатский", "RU_xx"},
                                                          {"аль-Каида", "RU_OTHER"},
                                                          {"МакДональд", "RU_OTHER"},
                                                          {"П.Л.", "RU_XX"},
                                                          {"COVID-19", "EN_XX"},
                                                          {"Covid-19", "EN_Xx"},
                                                          {"iPhone", "EN_OTHER"},
                                                          {"2020-2021", "NUM"},
                                                          {"5-й", "NUM"},
                                                          {"-5", "NUM"},
                                                          {"№5", "PUNCT_OTHER"},
                                                          {"...", "PUNCT_OTHER"},
                                                          {"°", "OTHER"},
                                                          {"Қазақстан", "OTHER"},
                                                          {"ә", "OTHER"},
                                                          {"é", "OTHER"},
                                                          {"№", "PUNCT_№"},
                                                          {"-", "PUNCT_-"},
                                                          {"А", "RU_X"},
                                                          {"и", "RU_x"}};
  for (const auto& [token, name] : examples) EXPECT_EQ(shape(token), name) << token;
}

}  // namespace
}  // namespace letopis::nn
