# Run by ctest at start-up: asks a test program for its tests and declares each one. A program that is not
# built, cannot tell its tests or has none becomes a test that fails: an error message of ctest itself would
# leave the exit status of a run with other tests at 0.
get_filename_component(program ${DISCOVER_PROGRAM} NAME)
set(tests "")
set(problem "")
if(NOT EXISTS ${DISCOVER_PROGRAM})
	set(problem NOT_BUILT)
else()
	execute_process(COMMAND ${DISCOVER_PROGRAM} --list
		OUTPUT_VARIABLE tests RESULT_VARIABLE result TIMEOUT 30)
	if(NOT result EQUAL 0)
		set(problem LIST_FAILED)
	elseif(tests STREQUAL "")
		set(problem HAS_NO_TEST)
	endif()
endif()

if(problem)
	set(name "${DISCOVER_PREFIX}${program}_${problem}")
	add_test("${name}" ${DISCOVER_CMAKE} -E false)
	set_tests_properties("${name}" PROPERTIES LABELS "${DISCOVER_LABEL}")
else()
	string(REGEX REPLACE "\n+$" "" tests "${tests}")
	string(REPLACE "\n" ";" tests "${tests}")
	foreach(test IN LISTS tests)
		set(name "${DISCOVER_PREFIX}${test}")
		add_test("${name}" ${DISCOVER_PROGRAM} "${test}")
		set_tests_properties("${name}" PROPERTIES LABELS "${DISCOVER_LABEL}" TIMEOUT ${DISCOVER_TIMEOUT}
			SKIP_RETURN_CODE 77 RUN_SERIAL ${DISCOVER_ALONE} ENVIRONMENT "${DISCOVER_ENVIRONMENT}")
	endforeach()
endif()
