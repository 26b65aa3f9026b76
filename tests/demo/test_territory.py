"""The demonstration territory is what it says it is."""

from tisserand.demo.territory import FILES, QUESTION


def test_every_demonstration_file_ships_with_the_package():
    assert [file.path.is_file() for file in FILES] == [True, True, True]


def test_the_question_of_the_demonstration_has_a_planted_answer(planted):
    assert QUESTION in [need["text"] for need in planted["needs"]]


def test_the_territory_has_about_four_hundred_actors_and_sixty_projects(truth, rows):
    assert 390 <= len({line["actor"] for line in truth}) <= 430
    assert len(rows["annuaire-ess.xlsx", "Projets"]) == 61
    assert len(rows["annuaire-ess.xlsx", "Financements"]) == 15


def test_between_130_and_190_actors_are_named_in_several_files(truth):
    files: dict[str, set[str]] = {}
    for line in truth:
        files.setdefault(line["actor"], set()).add(line["file"])
    assert 130 <= sum(len(named) > 1 for named in files.values()) <= 190


def test_every_line_of_the_truth_cites_a_row_that_says_that_name(truth, rows):
    for line in truth:
        cells = rows[line["file"], line["sheet"] or None][int(line["row"]) - 1]
        assert any(line["name"] in str(cell) for cell in cells), line


def test_the_row_that_answers_a_need_names_its_helper(planted, rows):
    cited = [
        row
        for need in planted["needs"]
        for answer in (*need["helpers"], *need["through"])
        for row in answer["rows"]
    ]
    for row in cited:
        cells = rows[row["file"], row.get("sheet")][row["row"] - 1]
        assert row["name"] in cells


def test_blank_rows_are_where_the_planted_answers_say(planted, rows):
    blank = [row for row in planted["skipped"] if row["reason"] == "blank"]
    for row in blank:
        assert not any(rows[row["file"], row["sheet"]][row["row"] - 1])


def test_enough_is_planted(planted):
    assert len(planted["needs"]) >= 12
    assert len(planted["must_merge"]) >= 40
    assert len(planted["must_not_merge"]) >= 20
    assert len(planted["rare_skills"]) == 9
    assert 4 <= len(planted["communities"]) <= 6
    assert len(planted["rejected"]) == 8


def test_a_rare_skill_has_at_most_three_holders(planted):
    assert all(1 <= len(holders) <= 3 for holders in planted["rare_skills"].values())


def test_helpers_that_hold_a_skill_alike_stand_by_distance(planted):
    for need in planted["needs"]:
        distances = [helper["km"] for helper in need["helpers"]]
        assert distances == sorted(distances)
