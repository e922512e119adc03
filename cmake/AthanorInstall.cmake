# What is installed for the authors of plugins, and the package find_package(Athanor) finds. Programs and
# plugins install themselves where they are defined.
include(CMakePackageConfigHelpers)
set(ATHANOR_PACKAGE_DIR lib/cmake/Athanor)

configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/AthanorConfig.cmake.in
	${PROJECT_BINARY_DIR}/AthanorConfig.cmake
	INSTALL_DESTINATION ${ATHANOR_PACKAGE_DIR}
	NO_SET_AND_CHECK_MACRO)
# Before 1.0 every minor version may change the API; the loader's ABI fingerprint has the last word.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/AthanorConfigVersion.cmake
	COMPATIBILITY SameMinorVersion)
install(FILES
	${PROJECT_BINARY_DIR}/AthanorConfig.cmake
	${PROJECT_BINARY_DIR}/AthanorConfigVersion.cmake
	${PROJECT_SOURCE_DIR}/cmake/AthanorPlugin.cmake
	DESTINATION ${ATHANOR_PACKAGE_DIR})
install(EXPORT AthanorTargets NAMESPACE Athanor:: DESTINATION ${ATHANOR_PACKAGE_DIR})

# The checker of the coroutine rule (it needs python3 only) and the module it reads C++ with.
install(PROGRAMS ${PROJECT_SOURCE_DIR}/script/lib/lint_coroutines.py DESTINATION share/athanor)
install(FILES ${PROJECT_SOURCE_DIR}/script/lib/cpp_text.py DESTINATION share/athanor)
install(FILES ${PROJECT_SOURCE_DIR}/config/athanor.ini DESTINATION share/athanor OPTIONAL)
