# athanor_add_plugin(NAME <name> SOURCES <file>... [LINK <target>...])
#
# Builds <name>.so, a plugin that the daemon loads with `load = <name>`. The same function serves this
# tree and, through find_package(Athanor), the projects of third parties; both find the library in
# ${CMAKE_BINARY_DIR}/lib/athanor/plugins and install it to lib/athanor/plugins.
#
# ATHANOR_PLUGIN_NAME tells the source under which name it is built, and ATHANOR_PLUGIN/ATHANOR_BACKEND
# compare it with the name they are given: the two cannot drift apart.
function(athanor_add_plugin)
	cmake_parse_arguments(PARSE_ARGV 0 PLUGIN "" "NAME" "SOURCES;LINK")
	if(NOT PLUGIN_NAME OR NOT PLUGIN_SOURCES OR PLUGIN_UNPARSED_ARGUMENTS)
		message(FATAL_ERROR "usage: athanor_add_plugin(NAME <name> SOURCES <file>... [LINK <target>...])")
	endif()
	if(NOT PLUGIN_NAME MATCHES "^[a-z][a-z0-9_-]*$")
		message(FATAL_ERROR "athanor_add_plugin: '${PLUGIN_NAME}' must be lower case letters, digits, _ and -")
	endif()

	# The target's name has a prefix: a plugin named like a library it links (sqlite3) or like a program is
	# legal. The target `<name>` is free for the caller.
	set(target athanor_plugin_${PLUGIN_NAME})
	add_library(${target} MODULE ${PLUGIN_SOURCES})
	target_link_libraries(${target} PRIVATE Athanor::Foundation ${PLUGIN_LINK})
	target_compile_features(${target} PRIVATE cxx_std_20)
	target_compile_definitions(${target} PRIVATE ATHANOR_PLUGIN_NAME="${PLUGIN_NAME}")
	if(TARGET AthanorWarnings)
		target_link_libraries(${target} PRIVATE AthanorWarnings)
	endif()
	set_target_properties(${target} PROPERTIES
		OUTPUT_NAME ${PLUGIN_NAME}
		PREFIX ""
		SUFFIX ".so"
		CXX_EXTENSIONS OFF
		CXX_VISIBILITY_PRESET hidden
		C_VISIBILITY_PRESET hidden
		VISIBILITY_INLINES_HIDDEN ON
		LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib/athanor/plugins
		BUILD_RPATH "$<TARGET_FILE_DIR:Athanor::Foundation>"
		INSTALL_RPATH "$ORIGIN/../..")

	# A symbol that nothing defines is an error of this build, not of the daemon's start. clang does not
	# link the sanitizers' run-time library into shared objects, so there it cannot be asked for.
	string(TOUPPER "${CMAKE_BUILD_TYPE}" configuration)
	set(flags "${ATHANOR_SANITIZE} ${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${configuration}}")
	if(NOT (CMAKE_CXX_COMPILER_ID MATCHES "Clang" AND (ATHANOR_SANITIZE OR flags MATCHES "-fsanitize")))
		target_link_options(${target} PRIVATE "LINKER:-z,defs")
	endif()

	install(TARGETS ${target} LIBRARY DESTINATION lib/athanor/plugins)

	# In Athanor's own tree the target `plugins` builds all of them.
	get_target_property(installed Athanor::Foundation IMPORTED)
	if(TARGET plugins AND NOT installed)
		add_dependencies(plugins ${target})
	endif()
endfunction()
