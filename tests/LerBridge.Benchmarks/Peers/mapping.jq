# The Canvas example as jq has it: two tables, the reasons to skip, and the picture of the credential. The day is taken five hours before UTC, because jq has no time zones.
($competencies[0]) as $rows
| {"A": 4.0, "B": 3.0, "C": 2.0, "D": 1.0, "F": 0.0} as $points
| ($points[.["grade.letter"]]) as $earned
| (if .completed_at then (.completed_at | fromdate - 18000 | strftime("%Y-%m-%d")) else .ended_on end) as $completed_on
| if (.["course.concluded"] | not) and .completed_at == null then empty
  elif .["enrolment.state"] | IN("inactive", "deleted", "rejected") then empty
  elif .["course.code"] == null or $earned == null or $earned < 2.0 or $completed_on == null then empty
  else
    .["course.code"] as $code
    | ("https://college.example/achievements/" + ($code | @uri)) as $achievement
    | {
        name: .["course.name"],
        awardedDate: $completed_on,
        credentialSubject: {
          term: .["term.name"],
          identifier: [{type: "IdentityObject", hashed: false, identityHash: .["person.full_name"], identityType: "name"}],
          result: [{resultDescription: ($achievement + "#result"), value: .["grade.letter"]}],
          achievement: {
            id: $achievement,
            achievementType: "Course",
            name: .["course.name"],
            humanCode: $code,
            description: ("Course " + $code + " as published in the catalog."),
            criteria: {narrative: ("Completed " + $code + " with a C or better.")},
            resultDescription: [{id: ($achievement + "#result"), name: "Final grade", resultType: "LetterGrade"}],
            alignment: [$rows[$code][] | select($earned >= .min_points)
              | {targetName: .name, targetUrl: .url, targetCode: .code, targetFramework: .framework_name, targetType: "CFItem"}]
          }
        }
      }
  end
