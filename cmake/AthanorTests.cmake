# What sanitizer builds build and run: the unit and conformance programs, and the plugins these load. The
# process tests start whole programs with generous deadlines of their own and belong to the full suite.
add_custom_target(athanor_checks)
if(TARGET plugins)
	add_dependencies(athanor_checks plugins)
endif()

# Registers every test method of a CppUnit program as a ctest test of its own, named Fixture::method.
# The program is asked for its list when ctest starts, so the list is never stale.
#
# PREFIX goes before each test's name, for programs that run the same fixtures on different backends, or twice.
# ALONE: no other test runs meanwhile. ENVIRONMENT is a variable=value that its tests run with.
# Exit status 77 of the program means skipped.
function(athanor_discover_tests target)
	cmake_parse_arguments(ARG "ALONE" "LABEL;TIMEOUT;PREFIX;ENVIRONMENT" "" ${ARGN})
	if(NOT ARG_TIMEOUT)
		set(ARG_TIMEOUT 60)
	endif()
	set(script ${CMAKE_CURRENT_BINARY_DIR}/${target}_${ARG_LABEL}_discover.cmake)
	file(GENERATE OUTPUT ${script} CONTENT "
set(DISCOVER_CMAKE [[${CMAKE_COMMAND}]])
set(DISCOVER_PROGRAM [[$<TARGET_FILE:${target}>]])
set(DISCOVER_LABEL [[${ARG_LABEL}]])
set(DISCOVER_TIMEOUT ${ARG_TIMEOUT})
set(DISCOVER_PREFIX [[${ARG_PREFIX}]])
set(DISCOVER_ALONE [[${ARG_ALONE}]])
set(DISCOVER_ENVIRONMENT [[${ARG_ENVIRONMENT}]])
include([[${PROJECT_SOURCE_DIR}/cmake/DiscoverTests.cmake]])
")
	set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES ${script})
	if(ARG_LABEL MATCHES "^(unit|conformance)$")
		add_dependencies(athanor_checks ${target})
	endif()
endfunction()

function(athanor_unit_tests layer)
	file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/unit/${layer}/*.cpp)
	if(NOT sources)
		return()
	endif()
	add_executable(Unit_${layer} ${sources})
	target_link_libraries(Unit_${layer} PRIVATE AthanorTestMain Athanor_${layer} ${ARGN})
	athanor_discover_tests(Unit_${layer} LABEL unit)
endfunction()
