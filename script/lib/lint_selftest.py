#!/usr/bin/env python3
"""The lints' own tests: what must be found, and what must not."""

import unittest

import cpp_text
import lint_coroutines
import lint_layers
import lint_proofs
import lint_size
import lint_tests

BODY = "Task<int> C::f(int a)\n{{\n\tint local = 0;\n\t{}\n\tco_return local;\n}}\n"


class CoroutineRule(unittest.TestCase):
    BAD = [
        "if (co_await g(a)) local = 1;",
        "if (auto x = co_await g(a); x) local = 1;",
        "while (co_await g(a)) {}",
        "for (auto x : co_await g(a)) {}",
        "for (int i = 0; i < co_await g(a); ++i) {}",
        "switch (co_await g(a)) {}",
        "co_return co_await g(a);",
        "return co_await g(a);",
        "throw co_await g(a);",
        "local = a ? co_await g(a) : 0;",
        "local = a ? 0 : co_await g(a);",
        "auto x = co_await g(a ? b : c);",
        "auto x = co_await g({1, 2});",
        "auto x = co_await g(Point{1, 2});",
        "co_await std::suspend_always{};",
        "auto x = co_await g(\"text\");",
        "auto x = co_await g(R\"(text)\");",
        "auto x = co_await g([] { return 1; });",
        "auto x = co_await g(a, [&](int y) { return y; });",
        "auto x = co_await g(std::string(a));",
        "auto x = co_await g(h(a));",
        "auto x = co_await g(object.method());",
        "auto x = co_await g(std::vector<int>(a));",
        "auto x = co_await make().run(a);",
        "auto x = co_await g(a).value();",
        "auto x = (co_await g(a)).value;",
        "auto x = co_await g(a) + 1;",
        "auto x = 1 + co_await g(a);",
        "h(co_await g(a));",
        "auto x = co_await g(co_await h(a));",
        "auto x = Point{co_await g(a), 2};",
        "local += co_await g(a);",
        "auto x = ok && co_await g(a);",
        "std::string s(co_await g(a));",
        "co_await g(a), h(a);",
    ]
    GOOD = [
        "auto x = co_await g(a);",
        "const auto& x = co_await g(a, 1, 'c', true, nullptr);",
        "std::optional<Row> x = co_await g(a);",
        "auto [x, y] = co_await object.method(a, b.c, d->e, f[0], *p, &q);",
        "co_await g(a);",
        "co_await this->g(a);",
        "co_await g();",
        "local = co_await g(a + 1, (a - 2) * 3);",
        "_member->field = co_await g(std::move(a), std::forward<T>(b));",
        "auto x = co_await task;",
        "auto x = co_await std::move(task);",
        "auto x = co_await object.template get<int>(a);",
        "auto x = co_await Type<int>::get(a);",
        "auto x = co_await g(static_cast<int>(a));",
        "if (a) co_await g(a);",
        "if (a && h(b)) local = co_await g(a); else co_await g(b);",
        "if (h(\"text\"))\n\t{\n\t\tauto x = co_await g(a);\n\t}",
        "for (auto& x : list) co_await g(x);",
        "for (int i = 0; i < a; ++i)\n\t{\n\t\tco_await g(i);\n\t}",
        "switch (a)\n\t{\n\tcase Kind::one: co_await g(a); break;\n\tdefault: local = co_await g(b);\n\t}",
        "try\n\t{\n\t\tco_await g(a);\n\t}\n\tcatch (const Error& e)\n\t{\n\t\tlocal = 1;\n\t}",
        "// if (co_await g(a)) in a comment",
        "auto text = \"if (co_await g(a))\";",
        "auto x = co_await g(a); // {braces} \"text\" h(a)",
        "auto work = [](int b) -> Task<int>\n\t{\n\t\tint x = 1;\n\t\tx = co_await g(b);\n\t\tco_return x;\n\t};",
        "if (x) return {};\n\tauto y = co_await g(a);",
        "Point p{1, 2};\n\tauto y = co_await g(p);",
        "auto i = 1'000'000; co_await g(i);",
    ]

    def test_flags_each_bad_form(self):
        for statement in self.BAD:
            with self.subTest(statement):
                findings = lint_coroutines.check(BODY.format(statement))
                self.assertTrue(findings)
                self.assertEqual(4, findings[0][0])

    def test_accepts_each_good_form(self):
        for statement in self.GOOD:
            with self.subTest(statement):
                self.assertEqual([], lint_coroutines.check(BODY.format(statement)))

    LOCALS_MISSING = [
        "Task<void> f(int a)\n{\n\tco_await g(a);\n}",
        "Task<void> C::f(int a) const noexcept\n{\n\tif (a)\n\t{\n\t\tint x = 1;\n\t\tco_await g(x);\n\t}\n}",
        "auto f(int a) -> Task<void>\n{\n\tco_await g(a);\n}",
        "template <typename T>\nTask<T> f(T a)\n{\n\ta.b = co_await g(a);\n\tco_return a;\n}",
        "void h()\n{\n\tint local = 1;\n\tauto l = [](int a) -> Task<void> { co_await g(a); };\n}",
        "class C\n{\n\tTask<void> f()\n\t{\n\t\tfor (int i = 0; i < 3; ++i) co_await g(i);\n\t}\n};",
    ]
    LOCALS_THERE = [
        "Task<int> f(int a)\n{\n\tco_return a;\n}",
        "namespace N {\nTask<void> f(int a)\n{\n\tauto x = co_await g(a);\n}\n}",
        "Task<void> f(int a)\n{\n\tauto [x, y] = co_await g(a);\n}",
        "Task<void> f(int a)\n{\n\tstd::lock_guard<std::mutex> lock(m);\n\tco_await g(a);\n}",
        "Task<void> f(int a)\n{\n\tauto& x = *p;\n\tif (a)\n\t{\n\t\tco_await g(x);\n\t}\n}",
        "Task<void> f(int a)\n{\n\tif (a)\n\t{\n\t\tco_return;\n\t}\n\tstd::vector<int> x{1, 2};\n\tco_await g(x);\n}",
        "Task<void> f(int a)\n{\n\tconst char* const x = p;\n\tco_await g(x);\n}",
        "struct A\n{\n\tA(): x{1}, y{2}\n\t{\n\t}\n\tTask<void> f()\n\t{\n\t\tT* x = y;\n\t\tco_await g(x);\n\t}\n};",
        "void f()\n{\n\tauto l = [this](int a) mutable -> Task<std::pair<int, T>>\n\t{\n\t\tPoco::Timespan t(1, 0);\n"
        "\t\tco_await g(t);\n\t\tco_return a;\n\t};\n}",
        "auto operator co_await() && noexcept\n{\n\treturn Awaiter{_handle};\n}",
    ]

    def test_wants_a_local_in_a_coroutine_that_awaits(self):
        for text in self.LOCALS_MISSING:
            with self.subTest(text):
                self.assertEqual(1, len(lint_coroutines.check(text)))
        for text in self.LOCALS_THERE:
            with self.subTest(text):
                self.assertEqual([], lint_coroutines.check(text))


class Layers(unittest.TestCase):
    def findings(self, path, text):
        return lint_layers.check(path, text)

    def test_the_table_has_no_cycle_and_no_unknown_layer(self):
        for layer in lint_layers.LAYERS:
            self.assertLessEqual(lint_layers.closure(layer), set(lint_layers.LAYERS))
        self.assertEqual(set(lint_layers.LAYERS), lint_layers.closure("Server"))

    def test_flags_wrong_arrows(self):
        for path, include in [
                ("Foundation/src/Core/UUID.cpp", '"Athanor/Json/Writer.h"'),
                ("Foundation/include/Athanor/Http/Server.h", '"Athanor/Data/Session.h"'),
                ("Foundation/include/Athanor/Model/Table.h", '"Athanor/Config/Ini.h"'),
                ("Foundation/include/Athanor/Service/Service.h", '"Athanor/Http/Server.h"'),
                ("Foundation/src/Core/UUID.cpp", "<Athanor/Core/UUID.h>"),
                ("Foundation/include/Athanor/Core/UUID.h", '"API.h"'),
                ("Foundation/src/Core/UUID.cpp", '"../Json/Private.h"'),
                ("Foundation/src/Server/Server.cpp", '"Athanor/Athanor.h"'),
                ("Foundation/src/Core/UUID.cpp", '"Athanor/Nowhere/UUID.h"'),
                ("plugins/services/x/x.cpp", '"Athanor/UUID.h"'),
                ("tests/unit/Core/UUIDTest.cpp", '"Athanor/Json/Writer.h"')]:
            with self.subTest(path + include):
                findings = self.findings(path, f"// first\n#include {include}\n")
                self.assertEqual([2], [line for line, _ in findings])

    def test_accepts_right_arrows(self):
        for path, include in [
                ("Foundation/src/Core/UUID.cpp", '"Athanor/Core/UUID.h"'),
                ("Foundation/src/Core/UUID.cpp", "<Poco/UUID.h>"),
                ("Foundation/include/Athanor/Core/UUID.h", '"Poco/UUID.h"'),
                ("Foundation/src/Core/UUID.cpp", '"Private.h"'),
                ("Foundation/include/Athanor/Repository/Repository.h", '"Athanor/Core/UUID.h"'),
                ("Foundation/src/Plugin/Loader.cpp", '"Athanor/Migration/Runner.h"'),
                ("Foundation/include/Athanor/Athanor.h", '"Athanor/Server/Server.h"'),
                ("plugins/services/x/x.cpp", '"Athanor/Athanor.h"'),
                ("plugins/backends/x/x.cpp", '"Local.h"'),
                ("tests/unit/Core/UUIDTest.cpp", '"Support.h"')]:
            with self.subTest(path + include):
                self.assertEqual([], self.findings(path, f"#include {include}\n"))

    def test_a_commented_include_is_none(self):
        self.assertEqual([], self.findings("Foundation/src/Core/A.cpp", '// #include "Athanor/Json/Writer.h"\n'))

    def test_foundation_names_no_backend(self):
        for text in ["int sqliteHandle;", 'auto x = "PostgreSQL";', "#include <libpq-fe.h>", "PGconn* c;"]:
            with self.subTest(text):
                self.assertEqual(1, len(self.findings("Foundation/src/Data/Pool.cpp", text)))
                self.assertEqual([], self.findings("plugins/backends/x/Pool.cpp", text))
        self.assertEqual([], self.findings("Foundation/src/Data/Pool.cpp", "/* as SQLite does */ int x; // libpq\n"))
        self.assertEqual(1, len(self.findings("Foundation/CMakeLists.txt", "# SQLite\nlink(SQLite3)\n")))

    def test_the_example_stays_outside(self):
        self.assertEqual([(1, "the example's model has no place here: 'author'")],
                         self.findings("Foundation/src/Data/Pool.cpp", "// an Author has books\n"))
        self.assertEqual(1, len(self.findings("plugins/backends/x/x.cpp", "auto author = 1;\n")))
        self.assertEqual([], self.findings("plugins/services/authors/a.cpp", "struct Author;\n"))
        self.assertEqual([], self.findings("Foundation/src/Data/Pool.cpp", "// plugin authors, authority\n"))


class Registration(unittest.TestCase):
    SUITE = ("class ATest\n{{\n\tCPPUNIT_TEST_SUITE(ATest);\n\tCPPUNIT_TEST(testOne);\n{}\tCPPUNIT_TEST_SUITE_END();\n"
             "\tvoid testOne();\n\tvoid testTwo()\n\t{{\n\t}}\n}};\nvoid ATest::testOne()\n{{\n}}\n{}")
    REGISTRATION = "CPPUNIT_TEST_SUITE_REGISTRATION(ATest);\n"

    def test_flags_a_test_that_never_runs(self):
        findings = lint_tests.check("a.cpp", self.SUITE.format("", self.REGISTRATION))
        self.assertEqual([(7, "testTwo has no CPPUNIT_TEST: it never runs")], findings)
        commented = lint_tests.check("a.cpp", self.SUITE.format("\t// CPPUNIT_TEST(testTwo);\n", self.REGISTRATION))
        self.assertEqual(1, len(commented))

    def test_flags_a_suite_that_never_runs_and_a_double_registration(self):
        two = "\tCPPUNIT_TEST(testTwo);\n"
        self.assertEqual(1, len(lint_tests.check("a.cpp", self.SUITE.format(two, ""))))
        self.assertEqual(1, len(lint_tests.check("a.cpp", self.SUITE.format(two + two, self.REGISTRATION))))

    def test_accepts_a_complete_suite(self):
        two = "\tCPPUNIT_TEST_EXCEPTION(testTwo, Poco::Exception);\n"
        self.assertEqual([], lint_tests.check("a.cpp", self.SUITE.format(two, self.REGISTRATION)))


class Size(unittest.TestCase):
    def function(self, lines):
        return "namespace N {\nvoid C::f(int a): b(1), c{2}\n{\n" + "\tg();\n" * lines + "}\n}\n"

    def test_flags_long_functions_and_only_these(self):
        self.assertEqual([(3, True)], [f[:2] for f in lint_size.check(self.function(61))])
        self.assertEqual([], lint_size.check(self.function(60)))
        self.assertEqual([], lint_size.check("class C\n{\n" + "\tint a;\n" * 100 + "};\n"))
        self.assertEqual([], lint_size.check("const int table[] = {\n" + "\t1,\n" * 100 + "};\n"))

    def test_warns_of_long_files(self):
        self.assertEqual([(1, False)], [f[:2] for f in lint_size.check("int a;\n" * 501)])


class Proofs(unittest.TestCase):
    SOURCES = [
        "CPPUNIT_TEST_SUITE(Base);\nCPPUNIT_TEST(testA);\nCPPUNIT_TEST_SUITE_END_ABSTRACT();\n"
        "CPPUNIT_TEST_SUB_SUITE(OneBaseTest, Base);\nCPPUNIT_TEST(testB);\n",
        "ATHANOR_CONFORM(Two, Base);\nATHANOR_CONFORM_ASYNC(Two, Base);\n",
    ]

    def test_finds_names_that_no_test_has(self):
        known = lint_proofs.fixtures(self.SOURCES)
        for page in ["`TwoBaseTest::testB`", "`NoneTest::testA`", "`{One,None}BaseTest::testA`", "`OneBaseTest::testC`"]:
            with self.subTest(page):
                self.assertEqual([2], [f[0] for f in lint_proofs.check("\n" + page, known)])

    def test_knows_inherited_and_conforming_tests(self):
        known = lint_proofs.fixtures(self.SOURCES)
        page = "`OneBaseTest::testA`, `OneBaseTest::testB`, `{One,Two}BaseTest::testA`, `Two{,Async}BaseTest::testA`"
        self.assertEqual([], lint_proofs.check(page, known))


class Text(unittest.TestCase):
    def test_masking_keeps_offsets(self):
        for text in ['a /* b\n */ "c\\"d" \'"\' R"x(e)")x" 1\'000 // f\\\n g\n#define X {\\\n}\nh', "'\\'' u8'a' \"//\""]:
            for mask in (cpp_text.code_only, cpp_text.without_comments):
                masked = mask(text)
                self.assertEqual(len(text), len(masked))
                self.assertEqual(text.count("\n"), masked.count("\n"))
        self.assertNotIn("{", cpp_text.code_only('auto a = "{"; // {\n#define X {\n\'{\''))
        self.assertIn("1'000 ;", cpp_text.code_only("1'000 ;"))

    def test_kinds_of_braces(self):
        for text, kind in [
                ("namespace A {", cpp_text.SCOPE), ("class Athanor_API A: public B\n{", cpp_text.SCOPE),
                ("enum class A: int {", cpp_text.SCOPE), ("extern \"C\" {", cpp_text.SCOPE),
                ("template <typename T>\nstruct A<T> {", cpp_text.SCOPE),
                ("int f() const noexcept {", cpp_text.FUNCTION), ("A::A(int a): b(a) {", cpp_text.FUNCTION),
                ("A::A(int a): b{a} {", cpp_text.FUNCTION), ("auto f() -> std::vector<int> {", cpp_text.FUNCTION),
                ("extern \"C\" int* f() {", cpp_text.FUNCTION), ("bool operator()(int a) const {", cpp_text.FUNCTION),
                ("auto a = [&](int b) {", cpp_text.LAMBDA), ("f([=] {", cpp_text.LAMBDA),
                ("f([]<typename T>(T a) {", cpp_text.LAMBDA), ("f([](int a) -> Task<int> {", cpp_text.LAMBDA),
                ("return [a] {", cpp_text.LAMBDA), ("auto a = B {", cpp_text.INIT), ("int a[] {", cpp_text.INIT),
                ("int a[] = {", cpp_text.INIT), ("return {", cpp_text.INIT), ("f(A{", cpp_text.INIT),
                ("void f() { if (a) {", cpp_text.BLOCK), ("void f() { if constexpr (a) {", cpp_text.BLOCK),
                ("void f() { try {", cpp_text.BLOCK), ("void f() { do {", cpp_text.BLOCK),
                ("void f() { switch (a) { case B::c: {", cpp_text.BLOCK), ("void f() { g(); {", cpp_text.BLOCK)]:
            with self.subTest(text):
                self.assertEqual(kind, cpp_text.Source(cpp_text.code_only(text)).brackets[-1].kind)


if __name__ == "__main__":
    unittest.main()
