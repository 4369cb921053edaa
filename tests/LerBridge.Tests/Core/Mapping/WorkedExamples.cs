namespace LerBridge.Tests.Core.Mapping;

/// <summary>The worked examples of mapping/v1, with what is not built yet left out.</summary>
internal static class WorkedExamples
{
    public const string Canvas = """
        lerbridge: mapping/v1
        id: canvas-courses
        title: Nursing course completions
        owner: registrar@college.example

        source:
          connector: canvas-main
          stream: course_completions
          date: ended_on                  # what record_date is compared with

        tables:
          competencies:
            file: tables/nursing-course-competencies.csv
            key: course_code
            many: true                    # one course, many competencies, and the reverse
            columns: { min_points: number, validated_on: optional date, review_by: optional date }
            review: { validated_on: validated_on, review_by: review_by }
            framework: example-nursing@2026
          points:
            value: number
            rows: { A: 4.0, B: 3.0, C: 2.0, D: 1.0, F: 0.0 }

        let:
          earned: = points[grade.letter]
          completed_on: = date(completed_at, "America/Chicago") ?? ended_on

        person:
          match: [sis_id, verified_email]

        when:
          - skip: still enrolled
            if: = not course.concluded and completed_at = missing
          - skip: withdrawn or deleted
            if: = enrolment.state in ["inactive", "deleted", "rejected"]
          - hold: course without a code
            if: = course.code = missing
          - hold: grade not posted
            if: = not grade.posted
          - hold: no grade letter in the table
            if: = earned = missing        # first: what follows may rely on a value
          - skip: below C
            if: = earned < 2.0
          - hold: no completion date
            if: = completed_on = missing

        issue:
          profile: ob3@3.0.3
          name: ${course.name}
          awardedDate: = completed_on
          credentialSubject:
            term: = term.name
            results:
              - name: Final grade
                type: LetterGrade
                value: = grade.letter
            achievement:
              id: https://college.example/achievements/${url_encode(course.code)}
              achievementType: Course
              name: ${course.name}
              humanCode: = course.code
              description: Course ${course.code} as published in the catalog.
              criteria:
                narrative: Completed ${course.code} with a C or better.
              alignment:
                for: c in competencies[course.code]
                where: = earned >= c.min_points
                if_empty: hold
                each:
                  targetName: = c.name
                  targetUrl: = c.url
                  targetCode: = c.code
                  targetFramework: = c.framework_name
                  targetType: CFItem

        allow: { new: true, correct: true, withdraw: true }
        repeat:
          keep: best
          per: [person.id, course.code]
          rank: = earned
        on_change:
          worsened: correct
          absent: { action: hold, after: 7 days }

        deliver:
          - to: folder
          - to: registry

        tests:
          - name: B in NUR-210 gives the two competencies whose minimum is met
            given:
              course: { id: "4711", code: NUR-210, name: Clinical Care II, concluded: true }
              person: { id: "88", sis_id: A0012345, full_name: Ana Ruiz }
              grade: { letter: B, score: 86.5, posted: true, overridden: false }
              enrolment: { state: completed }
              term: { name: Spring 2026 }
              completed_at: 2026-05-08T21:14:03Z
              record_date: 2026-06-01
            expect:
              outcome: issue
              credential:
                awardedDate: 2026-05-08
                credentialSubject.achievement.alignment[*].targetCode: [NUR-2.1, NUR-2.5]
          - name: D is skipped with a reason
            like: B in NUR-210 gives the two competencies whose minimum is met
            change: { grade.letter: D }
            expect: { outcome: skip, reason: below C }
          - name: late evening UTC is still the same Chicago day
            like: B in NUR-210 gives the two competencies whose minimum is met
            change: { completed_at: 2026-05-09T03:30:00Z }
            expect:
              credential:
                awardedDate: 2026-05-08
        """;

    public const string Competencies = """
        course_code,code,name,url,framework_name,min_points,validated_on,review_by
        NUR-210,NUR-2.1,Plans care,https://college.example/c/NUR-2.1,Nursing 2026,2.0,2026-01-10,2027-08-31
        NUR-210,NUR-2.5,Leads a shift,https://college.example/c/NUR-2.5,Nursing 2026,3.0,2026-01-10,2027-08-31
        NUR-210,NUR-2.9,Teaches peers,https://college.example/c/NUR-2.9,Nursing 2026,4.0,2026-01-10,2027-08-31
        NUR-110,NUR-1.1,Assesses health,https://college.example/c/NUR-1.1,Nursing 2026,2.0,,2027-08-31
        NUR-120,NUR-1.2,Gives medication,https://college.example/c/NUR-1.2,Nursing 2026,2.0,2025-01-10,2026-05-31
        """;

    public const string Framework = """
        { "CFDocument": { "identifier": "7b1f0c52-0000-4000-8000-000000000001", "uri": "https://college.example/f/1", "title": "Nursing 2026", "version": "2026", "lastChangeDateTime": "2026-01-01T00:00:00Z", "creator": "Example College" },
          "CFItems": [
            { "identifier": "7b1f0c52-0000-4000-8000-000000000011", "uri": "https://college.example/c/NUR-2.1", "humanCodingScheme": "NUR-2.1", "fullStatement": "Plans care", "lastChangeDateTime": "2026-01-01T00:00:00Z" },
            { "identifier": "7b1f0c52-0000-4000-8000-000000000012", "uri": "https://college.example/c/NUR-2.5", "humanCodingScheme": "NUR-2.5", "fullStatement": "Leads a shift", "lastChangeDateTime": "2026-01-01T00:00:00Z" },
            { "identifier": "7b1f0c52-0000-4000-8000-000000000013", "uri": "https://college.example/c/NUR-2.9", "humanCodingScheme": "NUR-2.9", "fullStatement": "Teaches peers", "lastChangeDateTime": "2026-01-01T00:00:00Z" },
            { "identifier": "7b1f0c52-0000-4000-8000-000000000014", "uri": "https://college.example/c/NUR-1.1", "humanCodingScheme": "NUR-1.1", "fullStatement": "Assesses health", "lastChangeDateTime": "2026-01-01T00:00:00Z" },
            { "identifier": "7b1f0c52-0000-4000-8000-000000000015", "uri": "https://college.example/c/NUR-1.2", "humanCodingScheme": "NUR-1.2", "fullStatement": "Gives medication", "lastChangeDateTime": "2026-01-01T00:00:00Z" } ],
          "CFAssociations": [] }
        """;

    public const string Banner = """
        lerbridge: mapping/v1
        id: banner-transcript
        title: Comprehensive learner record from academic history
        owner: registrar@college.example

        source:
          connector: banner
          stream: academic_history        # one record per person, with lists

        tables:
          competencies:
            file: tables/course-competencies.csv
            key: course_code
            many: true
            columns: { min_points: number }
          grades:
            file: tables/grade-scheme.csv
            key: [scheme, letter]
            columns: { points: number, counts_as_earned: bool }

        let:
          own: = filter(courses, r => not r.transfer and not r.grade.incomplete)
          earned: = filter(own, r => (grades[r.grade.scheme, r.grade.letter].counts_as_earned ?? false))

        person:
          match: [banner_id]

        when:
          - skip: privacy hold
            if: = person.confidential ?? false
          - hold: transcript hold
            if: = person.transcript_hold ?? false
          - hold: no name
            if: = person.full_name = missing
          - skip: no final grades
            if: = count(earned) = 0

        issue:
          profile: clr@2.0
          name: Learner record of ${person.full_name}
          partial: = count(earned) < count(courses)
          credentials:                    # each becomes a signed OB 3.0 inside the CLR
            for: r in earned
            if_empty: hold
            each:
              name: = r.course.title
              awardedDate: = r.recorded_on
              credentialSubject:
                term: = r.term.name
                creditsEarned: = r.credit.earned
                results:
                  - name: Final grade
                    type: LetterGrade
                    value: = r.grade.letter
                achievement:
                  id: https://college.example/courses/${url_encode(r.course.code)}
                  achievementType: Course
                  name: = r.course.title
                  humanCode: = r.course.code
                  description: = r.course.title
                  creditsAvailable: = r.credit.attempted
                  criteria:
                    narrative: As published in the catalog.
                  alignment:
                    for: c in competencies[r.course.code]
                    where: = (grades[r.grade.scheme, r.grade.letter].points ?? 0) >= c.min_points
                    if_empty: omit
                    each:
                      targetName: = c.name
                      targetUrl: = c.url
                      targetCode: = c.code
          achievements:
            for: a in awards
            where: = a.award.status = "awarded"
            if_empty: omit
            each:
              id: https://college.example/programs/${url_encode(a.award.credential)}
              achievementType: = choose(a.award.level = "AS", "AssociateDegree", a.award.level = "BS", "BachelorDegree", "Certificate")
              name: = a.award.title ?? a.award.credential
              description: = a.award.title ?? a.award.credential
              criteria:
                narrative: Degree requirements as published.

        allow: { new: true, correct: true, withdraw: true }

        deliver:
          - to: folder

        tests:
          - name: an open course makes the record partial and is left out
            given:
              file: samples/banner-two-terms.json
            expect:
              outcome: issue
              credential:
                partial: true
                credentialSubject.verifiableCredential: { count: 7 }
          - name: a confidential student is never issued
            given:
              file: samples/banner-two-terms.json
            change: { person.confidential: true }
            expect: { outcome: skip, reason: privacy hold }
        """;

    public const string Workday = """
        lerbridge: mapping/v1
        id: workday-employment
        title: Verified positions held
        owner: hr-systems@employer.example

        source:
          connector: workday
          stream: position_history
          date: position.start

        tables:
          jobs:
            file: tables/job-profile-skills.csv
            key: job_code
            many: true
            columns: { requires_confirmation: bool }

        let:
          ended: = (position.end ?? add_days(record_date, 1)) <= record_date

        person:
          match: [employee_id, verified_email]

        when:
          - skip: hire rescinded
            if: = worker.hire_rescinded ?? false
          - hold: position without a title
            if: = position.business_title = missing
          - hold: company unknown
            if: = company.name = missing
          - skip: not started yet
            if: = position.start > record_date
          - skip: shorter than 30 days
            if: = days_between(position.start, position.end ?? record_date) < 30

        issue:
          profile: employment@1
          name: ${position.business_title}, ${company.name}
          employment:
            employer:
              name: = company.name
            title: = position.business_title
            job_profile: = job.name
            type: = choose(position.time_type = "Full time", "full-time", position.time_type = "Part time", "part-time", missing)
            started: = position.start
            ended:
              value: = position.end
              if_missing: omit
            status: = if(ended, "ended", "current")
            location: ${location.city}, ${location.region}
            skills:
              for: s in jobs[job.code]
              where: = not s.requires_confirmation or skills_confirmed_on != missing
              if_empty: omit
              each:
                targetName: = s.name
                targetUrl: = s.url
                targetCode: = s.code
                targetFramework: O*NET
                validated_by: = if(s.requires_confirmation, "supervisor", "job profile")

        never: [pay, birth, reason, rating, home, national_id, health]
        allow: { new: true, correct: true, withdraw: true }

        deliver:
          - to: folder

        tests:
          - name: a current job has no end date and status current
            given:
              file: samples/worker-current.json
            expect:
              outcome: issue
              credential:
                credentialSubject.activityEndDate: absent
                credentialSubject.role: Warehouse Team Lead
          - name: a rescinded hire is skipped
            given:
              file: samples/worker-current.json
            change: { worker.hire_rescinded: true }
            expect: { outcome: skip, reason: hire rescinded }
        """;

    public const string Jobs = """
        job_code,name,url,code,requires_confirmation
        WTL-1,Coordination,https://college.example/s/coordination,2.B.1.b,no
        WTL-1,Forklift,https://college.example/s/forklift,2.B.3.h,yes
        """;

    public const string WorkerSample = """
        { "person": { "id": "E-100", "employee_id": "E-100", "full_name": "Ana Ruiz" },
          "worker": { "type": "employee", "active": true, "hire_rescinded": false },
          "position": { "id": "P-7", "business_title": "Warehouse Team Lead", "start": "2025-02-03", "time_type": "Full time" },
          "job": { "code": "WTL-1", "name": "Team Lead, Warehouse" },
          "company": { "name": "Example Logistics" },
          "location": { "city": "Springfield", "region": "Illinois" },
          "spell": 1,
          "record_date": "2026-06-01" }
        """;

    public const string TranscriptSample = """
        { "person": { "id": "p1", "banner_id": "A00410200", "full_name": "Ana Ruiz", "confidential": false },
          "courses": [
            { "transcript": { "id": "t1" }, "course": { "code": "NUR-101", "title": "Course NUR-101" }, "term": { "name": "Fall 2025" }, "grade": { "letter": "A", "scheme": "UG", "incomplete": false, "changes": 0 }, "credit": { "attempted": 3, "earned": 3 }, "transfer": false, "recorded_on": "2026-05-20" },
            { "transcript": { "id": "t2" }, "course": { "code": "NUR-110", "title": "Course NUR-110" }, "term": { "name": "Fall 2025" }, "grade": { "letter": "B", "scheme": "UG", "incomplete": false, "changes": 0 }, "credit": { "attempted": 3, "earned": 3 }, "transfer": false, "recorded_on": "2026-05-20" },
            { "transcript": { "id": "t3" }, "course": { "code": "NUR-120", "title": "Course NUR-120" }, "term": { "name": "Fall 2025" }, "grade": { "letter": "B", "scheme": "UG", "incomplete": false, "changes": 0 }, "credit": { "attempted": 3, "earned": 3 }, "transfer": false, "recorded_on": "2026-05-20" },
            { "transcript": { "id": "t4" }, "course": { "code": "NUR-201", "title": "Course NUR-201" }, "term": { "name": "Fall 2025" }, "grade": { "letter": "C", "scheme": "UG", "incomplete": false, "changes": 0 }, "credit": { "attempted": 3, "earned": 3 }, "transfer": false, "recorded_on": "2026-05-20" },
            { "transcript": { "id": "t5" }, "course": { "code": "NUR-205", "title": "Course NUR-205" }, "term": { "name": "Spring 2026" }, "grade": { "letter": "B", "scheme": "UG", "incomplete": false, "changes": 0 }, "credit": { "attempted": 3, "earned": 3 }, "transfer": false, "recorded_on": "2026-05-20" },
            { "transcript": { "id": "t6" }, "course": { "code": "NUR-210", "title": "Course NUR-210" }, "term": { "name": "Spring 2026" }, "grade": { "letter": "B", "scheme": "UG", "incomplete": false, "changes": 0 }, "credit": { "attempted": 3, "earned": 3 }, "transfer": false, "recorded_on": "2026-05-20" },
            { "transcript": { "id": "t7" }, "course": { "code": "ENG-101", "title": "Course ENG-101" }, "term": { "name": "Spring 2026" }, "grade": { "letter": "A", "scheme": "UG", "incomplete": false, "changes": 0 }, "credit": { "attempted": 3, "earned": 3 }, "transfer": false, "recorded_on": "2026-05-20" },
            { "transcript": { "id": "t8" }, "course": { "code": "MTH-115", "title": "Course MTH-115" }, "term": { "name": "Spring 2026" }, "grade": { "letter": "I", "scheme": "UG", "incomplete": true, "changes": 0 }, "credit": { "attempted": 3, "earned": 0 }, "transfer": false, "recorded_on": "2026-05-20" }
          ],
          "awards": [ { "award": { "id": "a1", "credential": "AS", "title": "Associate of Science", "level": "AS", "disciplines": [], "honors": [], "status": "awarded" } } ] }
        """;

    public static Files Files() => new Files { Frameworks = ["example-nursing@2026"] }
        .With("tables/nursing-course-competencies.csv", Competencies)
        .With("tables/job-profile-skills.csv", Jobs)
        .With("samples/worker-current.json", WorkerSample)
        .With("tables/course-competencies.csv", Competencies)
        .With("tables/grade-scheme.csv", "scheme,letter,points,counts_as_earned\nUG,A,4.0,yes\nUG,B,3.0,yes\nUG,C,2.0,yes\nUG,F,0.0,no\nUG,I,0.0,no\n")
        .With("samples/banner-two-terms.json", TranscriptSample)
        .With("frameworks/example-nursing-2026.json", Framework);
}
